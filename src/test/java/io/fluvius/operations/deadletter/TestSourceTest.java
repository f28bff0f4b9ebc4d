package io.fluvius.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.operations.DeadLetter;
import io.fluvius.query.HistoryEntry;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserDeactivated;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests that are written for dead letters compile and run. */
class TestSourceTest {

    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final UserCreated CREATED =
            new UserCreated(ANN, new PersonName("Ann"), new EmailAddress("ann@example.com"));
    private static final String DIRECTORY = "io.fluvius.user.query.UserDirectory";

    @TempDir
    private Path folder;

    @Test
    void a_test_of_a_projection_repeats_the_history() throws Exception {
        TestSource source = source(DIRECTORY, CREATED, new UserRenamed(ANN, new PersonName("Anna")));

        assertThat(source.ofProjection())
                .contains("package io.fluvius.user.query;", "class UserRenamedIsHandledTest {", "\"name\":\"Anna\"");
        assertThatCode(() -> run(source.ofProjection(), "UserRenamedIsHandledTest"))
                .doesNotThrowAnyException();
    }

    @Test
    void it_fails_as_the_processor_did() {
        TestSource source = source(DIRECTORY, new UserLocked(ANN, null));

        assertThatThrownBy(() -> run(source.ofProjection(), "UserLockedIsHandledTest"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void texts_of_users_are_data() throws Exception {
        String hostile = "\"\"\" \\\" \\u0022 */ \u202e ${x} \ud83d\ude00 \u2028 %s \\";
        TestSource source = source(DIRECTORY, CREATED, new UserDeactivated(ANN, new Reason(hostile)));

        String test = source.ofProjection();

        assertThat(test).doesNotContain("\u202e", "\u2028");
        System.setProperty("hostile", new Reason(hostile).value());
        run(test.replace("    }\n}\n", """
                        String row = projection.row(io.fluvius.user.UserView.class, AGGREGATE).orElseThrow().toString();
                        org.assertj.core.api.Assertions.assertThat(row).contains(System.getProperty("hostile"));
                    }
                }
                """), "UserDeactivatedIsHandledTest");
    }

    @Test
    void a_test_of_an_automation_contains_the_event_alone() {
        TestSource source = source(
                "io.fluvius.group.automation.WhenUserDeletedThenLeaveGroups", CREATED, new UserDeleted(ANN, null));

        assertThat(source.ofAutomation())
                .contains("AutomationFixture.of(new WhenUserDeletedThenLeaveGroups())", "UserDeleted.class")
                .doesNotContain("UserCreated");
    }

    private TestSource source(String handler, Record... events) {
        List<HistoryEntry> history = new ArrayList<>();
        for (Record event : events) {
            history.add(new HistoryEntry(
                    history.size(), "user.event", "1", Instant.EPOCH, "id", null, null, null, null, event));
        }
        DeadLetter.Event parked = new DeadLetter.Event(
                "id", "user", ANN.value().toString(), events.length - 1, "9", "user.event", "1", Instant.EPOCH);
        DeadLetter.Cause cause =
                new DeadLetter.Cause("java.lang.IllegalStateException", "\\u000a */ class Evil {}\n\\u000d%s\u202e");
        DeadLetter letter = new DeadLetter(
                UUID.randomUUID().toString(),
                "user-directory",
                parked,
                cause,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                1,
                0,
                Map.of());
        try {
            return new TestSource(letter, Class.forName(handler), history);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Compiles the source and runs its test in the package of the handler. */
    private void run(String source, String name) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///io/fluvius/user/query/" + name + ".java"),
                        javax.tools.JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        assertThat(compiler.getTask(
                                null,
                                null,
                                null,
                                List.of(
                                        "-d",
                                        folder.toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-proc:none"),
                                null,
                                List.of(file))
                        .call())
                .as(source)
                .isTrue();
        MethodHandles.Lookup handlers = MethodHandles.privateLookupIn(Class.forName(DIRECTORY), MethodHandles.lookup());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path it :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.add(handlers.defineClass(bytes(it)));
            }
        }
        Class<?> test = classes.stream()
                .filter(it -> it.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
        var constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = test.getDeclaredMethod("the_parked_event_is_handled");
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
        } catch (InvocationTargetException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
