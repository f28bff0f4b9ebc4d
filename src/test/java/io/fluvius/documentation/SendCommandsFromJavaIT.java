package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandTo;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.environment.OnH2;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.UnlockUser;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs the code of docs/how-to/send-commands-from-java.md. */
@OnH2
class SendCommandsFromJavaIT {

    private final PersonName name = new PersonName("John Doe");
    private final EmailAddress email = new EmailAddress("john-" + UUID.randomUUID() + "@example.com");
    private final EmailAddress otherEmail = new EmailAddress("other-" + email.value());
    private final Reason reason = new Reason("left");
    private final UUID commandId = UUID.randomUUID();

    @Autowired
    private Domains domains;

    @Autowired
    private Commands commands;

    @Autowired
    private CommandGateway commandGateway;

    @Test
    void commands_are_sent_in_java() {
        Domain domain = domains.named("user");
        StateManager state = domain.state();

        CommandResult created = commands.send(new CreateUser(name, email));
        UUID userId = created.aggregate().id();
        CommandResult locked = commands.send(userId, new LockUser(reason));
        assertThat(created.version()).isZero();
        assertThat(locked.version()).isOne();

        UserView user = state.after(locked.position()).fetch(UserView.class, userId);
        assertThat(user.status()).isEqualTo(UserStatus.LOCKED);

        commands.send(
                userId, new UnlockUser(), it -> it.onVersion(locked.version()).id(commandId));

        CommandResult result = commandGateway.sendAndWait(new CreateUser(name, otherEmail));
        commandGateway.sendAndWait(CommandTo.aggregate(result.aggregate().id(), new LockUser(reason)));

        Command command = domain.createCommand("unlock-user", Map.of(), created.aggregate());
        CommandResponse response = domain.executeCommand(command);
        assertThat(response.version()).isEqualTo(2);

        boolean taken = false;
        try {
            commands.send(new CreateUser(name, email));
        } catch (ProblemException failure) {
            taken = failure.problem().code() == ProblemCode.UNIQUE_VALUE_TAKEN;
        }
        assertThat(taken).isTrue();
    }
}
