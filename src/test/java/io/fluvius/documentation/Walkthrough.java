package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.documentation.Transcript.Step;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs the commands of a document, in their order, against an application, and compares what they print. A block that
 * cannot be run is preceded by a comment {@code <!-- not run: reason -->}.
 *
 * @param port the HTTP port of the application
 * @param sql runs a statement and returns what the Maven execution {@code sql} would print
 */
public record Walkthrough(int port, UnaryOperator<String> sql) {

    private static final String NOT_RUN = "<!-- not run: \\S.* -->";
    private static final String SQL = "-Dsql=";

    /** Fails at the first command that prints something else than the document shows. */
    public void follow(Markdown document) {
        List<Markdown.Block> shown = document.blocks().stream()
                .filter(block -> block.language().equals("console"))
                .filter(block -> !block.before().matches(NOT_RUN))
                .toList();
        String commands = Printed.given(shown.stream()
                .flatMap(block -> Transcript.of(block.text()).steps().stream())
                .toList());
        Handles handles = new Handles();
        for (Markdown.Block block : shown) {
            for (Step step : Transcript.of(block.text()).steps()) {
                check(step, handles, commands, document.file() + ", line " + (block.line() + step.line()));
            }
        }
    }

    private void check(Step step, Handles handles, String commands, String where) {
        List<String> words = ShellWords.of(handles.inCommand(step.command()));
        if (words.getFirst().equals("curl")) {
            CurlCall call = CurlCall.of(words, port);
            String printed = compare(
                    step,
                    commands,
                    where,
                    call.isReading(),
                    () -> CurlCall.of(words, port).run());
            handles.learn(step.output(), printed);
        } else if (words.contains("exec:java@sql") && words.getLast().startsWith(SQL)) {
            String statement = words.getLast().substring(SQL.length());
            boolean reading = statement.toLowerCase(Locale.ROOT).startsWith("select");
            compare(step, commands, where, reading, () -> sql.apply(statement));
        } else {
            throw new AssertionError(where + ": is neither run nor marked as not run: " + step.command());
        }
    }

    /** Compares until it matches if the command only reads, because state follows events. Returns what was printed last. */
    private static String compare(Step step, String commands, String where, boolean reading, Supplier<String> run) {
        AtomicReference<String> printed = new AtomicReference<>("");
        Runnable once = () -> {
            printed.set(run.get());
            assertThat(Printed.normalised(printed.get(), commands))
                    .as(where)
                    .isEqualTo(Printed.normalised(step.output(), commands));
        };
        if (reading) {
            await(where).untilAsserted(once::run);
        } else {
            once.run();
        }
        return printed.get();
    }
}
