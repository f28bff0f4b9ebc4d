package io.fluvius.security.key;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.operations.OfflineApplication;
import io.fluvius.problem.Fault;
import io.fluvius.problem.ProblemException;
import io.fluvius.security.ApiKey;
import io.fluvius.security.ApiKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/**
 * The commands {@code keys create}, {@code keys list} and {@code keys revoke <id>} of the command line, for those who have access to the
 * machine: so the first owner gets a key. The key is written to the standard output, everything else to the standard error stream.
 */
public final class KeyCommand {

    private static final String USAGE =
            "Usage: keys create --role=<role> [--name=<name>] [--right=<right>] [--self=<resource>/<id>] [--tenant=<tenant>] [--expires-in=P90D|never]"
                    + " | keys list | keys revoke <id>, and settings such as --spring.profiles.active=postgres";
    private static final String INSTEAD =
            "If that process is the server, stop it, or let an owner create the key by HTTP: POST /api/operations/keys.";

    private final Class<?> application;
    private final List<String> words;
    private final KeyOptions options;
    private final PrintStream out = System.out;
    private final PrintStream messages = System.err;

    private KeyCommand(Class<?> application, String[] arguments) {
        this.application = application;
        this.words = Stream.of(arguments).filter(it -> !it.startsWith("--")).toList();
        this.options = new KeyOptions(
                Stream.of(arguments).filter(it -> it.startsWith("--")).toList());
    }

    /**
     * Runs the command that the arguments contain.
     *
     * @return the exit code; empty if the arguments do not begin with {@code keys}
     */
    public static OptionalInt run(Class<?> application, String... arguments) {
        KeyCommand command = new KeyCommand(application, arguments);
        return command.words.isEmpty() || !command.words.getFirst().equals("keys")
                ? OptionalInt.empty()
                : OptionalInt.of(command.run());
    }

    private int run() {
        String verb = words.size() < 2 ? "" : words.get(1);
        try {
            return switch (verb + words.size()) {
                case "create2" -> {
                    ApiKeys.Grant grant = options.grant();
                    yield with(keys -> created(keys.create(grant)));
                }
                case "list2" -> with(keys -> keys.all().forEach(this::print));
                case "revoke3" ->
                    with(keys -> {
                        keys.revoke(words.get(2));
                        messages.println("Revoked.");
                    });
                default -> {
                    messages.println(USAGE);
                    yield 2;
                }
            };
        } catch (KeyOptions.InvalidException invalid) {
            messages.println(invalid.getMessage());
            messages.println(USAGE);
            return 2;
        } catch (ProblemException refused) {
            messages.println(refused.problem().detail() + ".");
            refused.problem().errors().forEach(this::print);
            return 1;
        } catch (IOException failure) {
            messages.println(failure);
            return 1;
        }
    }

    private interface Action {
        void run(ApiKeys keys);
    }

    /** A user of the machine who can read the files of the store needs no further credentials. */
    private int with(Action action) throws IOException {
        PrintStream standard = System.out;
        System.setOut(System.err);
        try {
            return OfflineApplication.run(application, options.settings(), INSTEAD, context -> as(context, action));
        } finally {
            System.setOut(standard);
        }
    }

    private static void as(ApplicationContext context, Action action) {
        context.getBean(CurrentCaller.class).call(Caller.APPLICATION, () -> {
            action.run(context.getBean(ApiKeys.class));
            return true;
        });
    }

    private void created(ApiKeys.Created created) {
        messages.println(
                "The key " + created.key().id() + " of " + created.key().name() + ", which is not shown again:");
        out.println(created.text());
    }

    private void print(ApiKey key) {
        out.println(String.join(
                "  ",
                key.id(),
                key.name(),
                String.join(",", new TreeSet<>(key.roles())),
                key.rights().stream().map(Right::text).sorted().collect(Collectors.joining(",")),
                key.tenant() == null ? "" : key.tenant(),
                key.isLive(Instant.now()) ? "live" : key.revokedAt() == null ? "expired" : "revoked",
                "last used " + (key.lastUsedOn() == null ? "never" : key.lastUsedOn())));
    }

    private void print(Fault fault) {
        messages.println(KeyOptions.nameOf(fault.pointer()) + " " + fault.message() + ".");
    }
}
