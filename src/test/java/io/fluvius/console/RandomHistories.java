package io.fluvius.console;

import io.fluvius.command.Command;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.group.GroupCommand;
import io.fluvius.group.GroupDescription;
import io.fluvius.group.GroupName;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Users and groups that random commands change, many of which are rejected or quiet. */
public final class RandomHistories {

    private static final List<String> ACTORS = List.of("ann", "bob", "<b>eve</b>");

    private final Commands commands;
    private final Random random;

    public RandomHistories(Commands commands, long seed) {
        this.commands = commands;
        this.random = new Random(seed);
    }

    /** An aggregate. */
    public record Changed(String resource, String path, UUID id, CommandResult last) {}

    /** Creates a user or a group, and runs so many commands on it. */
    public Changed next(int number) {
        return random.nextInt(3) == 0 ? group(number) : user(number);
    }

    public Changed user(int number) {
        CommandResult last = commands.send(new UserCommand.CreateUser(name(), email()));
        UUID id = last.aggregate().id();
        for (int command = 0; command < number; command++) {
            last = sent(id, userCommand(), last);
        }
        return new Changed("user", "users", id, last);
    }

    private Changed group(int number) {
        CommandResult last = commands.send(new GroupCommand.CreateGroup(new GroupName(unique()), null));
        UUID id = last.aggregate().id();
        for (int command = 0; command < number; command++) {
            last = sent(id, groupCommand(), last);
        }
        return new Changed("group", "groups", id, last);
    }

    private CommandResult sent(UUID id, Record command, CommandResult before) {
        try {
            return commands.send(
                    id, command, it -> it.metadata(Command.ACTOR, ACTORS.get(random.nextInt(ACTORS.size()))));
        } catch (ProblemException rejected) {
            return before;
        }
    }

    private Record userCommand() {
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5 -> new UserCommand.UpdateUser(name(), null);
            case 6, 7, 8 -> new UserCommand.UpdateUser(name(), email());
            case 9, 10, 11, 12, 13 -> new UserCommand.DeactivateUser(random.nextBoolean() ? reason() : null);
            case 14, 15, 16, 17, 18 -> new UserCommand.ActivateUser();
            case 19, 20, 21, 22 -> new UserCommand.LockUser(random.nextBoolean() ? reason() : null);
            case 23, 24, 25, 26 -> new UserCommand.UnlockUser();
            case 27, 28, 29 -> new UserCommand.EnableTotp();
            case 30, 31, 32 -> new UserCommand.RemoveTotp();
            case 33, 34 -> new UserCommand.ExecuteUserAction(List.of(action(), new ActionName("VERIFY_EMAIL")));
            case 35, 36 -> new UserCommand.CompleteUserAction(action());
            case 37, 38 -> new UserCommand.ReconcileUser();
            default -> new UserCommand.DeleteUser(null);
        };
    }

    private Record groupCommand() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> new GroupCommand.UpdateGroup(new GroupName(unique()), null);
            case 5, 6, 7, 8, 9 ->
                new GroupCommand.UpdateGroup(null, new GroupDescription("about " + random.nextInt(3)));
            case 19 -> new GroupCommand.DeleteGroup();
            default -> new GroupCommand.AddMembers(Set.of(new UserId(UUID.randomUUID())));
        };
    }

    private PersonName name() {
        return new PersonName(
                List.of("Jane", "Jo", "\u05d0\u05d1\u05d2", "<i>Quote \" \\").get(random.nextInt(4)));
    }

    private EmailAddress email() {
        return new EmailAddress(unique() + "@example.com");
    }

    private Reason reason() {
        return new Reason("because " + random.nextInt(3));
    }

    private ActionName action() {
        return new ActionName(random.nextBoolean() ? "UPDATE_PASSWORD" : "CONFIGURE_TOTP");
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}
