package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserCommand.UnlockUser;
import java.util.UUID;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathHandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiHandlerDefinition;
import org.axonframework.messaging.annotation.MultiHandlerEnhancerDefinition;
import org.junit.jupiter.api.Test;

class CommandNamesTest {

    private final CommandFactory commands = new CommandFactory(DefinedDomains.find(), Validators.VALIDATOR);

    @Test
    void a_handler_of_a_command_has_the_name_of_the_command() {
        assertThat(adapter().supportedCommandNames())
                .containsExactlyInAnyOrder("lock-user", "unlock-user", "chosen", "java.lang.String");
    }

    @Test
    void a_handler_handles_the_command_under_its_name() throws Exception {
        PreparedCommand lock = PreparedCommand.of(
                commands.create("lock-user", new LockUser(null), AggregateRef.of("user", UUID.randomUUID())));

        assertThat(adapter().handle(lock)).isEqualTo("locked");
    }

    private AnnotationCommandHandlerAdapter<Handlers> adapter() {
        ClassLoader classes = getClass().getClassLoader();
        return new AnnotationCommandHandlerAdapter<>(
                new Handlers(),
                ClasspathParameterResolverFactory.forClassLoader(classes),
                MultiHandlerDefinition.ordered(
                        MultiHandlerEnhancerDefinition.ordered(
                                ClasspathHandlerEnhancerDefinition.forClassLoader(classes),
                                new CommandNames(commands::find)),
                        ClasspathHandlerDefinition.forClassLoader(classes)));
    }

    static final class Handlers {

        @CommandHandler
        String handle(LockUser command) {
            return "locked";
        }

        @CommandHandler
        String handle(UnlockUser command) {
            return "unlocked";
        }

        @CommandHandler(commandName = "chosen")
        String handle(ActivateUser command) {
            return "activated";
        }

        @CommandHandler
        String handle(String text) {
            return text;
        }
    }
}
