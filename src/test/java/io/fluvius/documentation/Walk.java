package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.documentation.Transcript.Step;
import io.fluvius.environment.HttpCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of the commands of a document: what they have printed, the variables that they have set, and the stream that is open. */
final class Walk implements AutoCloseable {

    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=\\$\\((curl .+) \\| sed 's/(.+)/(.+)/'\\)");

    private final Walkthrough given;
    private final Markdown document;
    private final String commands;
    private final Handles handles = new Handles();
    private final Map<String, String> variables = new HashMap<>();
    /** What the latest command without an end prints, while the document goes on in another terminal. */
    private HttpCalls.@Nullable Stream stream;
    /** The number of lines of the stream that the document has shown. */
    private int linesShown;

    Walk(Walkthrough given, Markdown document, List<Markdown.Block> blocks) {
        this.given = given;
        this.document = document;
        this.commands = Printed.given(blocks.stream()
                .filter(block -> block.language().equals("console"))
                .flatMap(block -> Transcript.of(block.text()).steps().stream())
                .toList());
    }

    /** Runs the commands of a block, or compares what the open stream prints next. */
    void read(Markdown.Block block) {
        if (block.language().equals("console")) {
            for (Step step : Transcript.of(block.text()).steps()) {
                run(step, where(block.line() + step.line()));
            }
        } else if (block.text().startsWith("event: ")) {
            compareStream(block.text(), where(block.line()));
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }

    private void run(Step step, String where) {
        Matcher assignment = ASSIGNMENT.matcher(step.command());
        if (assignment.matches()) {
            assign(assignment, where);
            return;
        }
        List<String> words = words(step.command());
        if (!words.getFirst().equals("curl")) {
            runOther(words, step.output(), where);
            return;
        }
        CurlCall call = call(words);
        if (call.isEndless()) {
            close();
            stream = call.open();
            linesShown = 0;
            compareStream(step.output(), where);
        } else {
            compare(step.output(), where, call.isReading(), () -> call(words).run());
        }
    }

    private void runOther(List<String> words, String shown, String where) {
        boolean reading = words.getLast().matches("(?is)(-Dsql=)?select .*");
        compare(shown, where, reading, () -> {
            String printed = given.programs().run(words);
            if (printed == null) {
                throw new AssertionError(where + ": is neither run nor marked as not run: " + words);
            }
            return printed;
        });
    }

    /** Sets a variable to the part of a response that an expression of sed selects. Waits for a response that has this part. */
    private void assign(Matcher assignment, String where) {
        Pattern pattern =
                Pattern.compile(assignment.group(3).replace("\\(", "(").replace("\\)", ")"));
        String replacement = assignment.group(4).replace('\\', '$');
        List<String> words = words(assignment.group(2));
        String response = await(where)
                .until(() -> call(words).run(), it -> pattern.matcher(it).find());
        variables.put(assignment.group(1), pattern.matcher(response).replaceAll(replacement));
    }

    private List<String> words(String command) {
        String typed = handles.inCommand(command);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            typed = typed.replace("$" + variable.getKey(), variable.getValue());
        }
        return ShellWords.of(typed);
    }

    private CurlCall call(List<String> words) {
        return CurlCall.of(words, given.port().getAsInt());
    }

    private void compareStream(String shown, String where) {
        HttpCalls.Stream open = stream;
        if (open == null) {
            throw new AssertionError(where + ": continues the output of no command");
        }
        int start = linesShown;
        compare(shown, where, true, () -> {
            List<String> lines = List.copyOf(open.lines());
            linesShown = lines.size();
            return String.join("\n", lines.subList(start, lines.size()));
        });
    }

    /** Compares until it matches if the command only reads, because state follows events. */
    private void compare(String shown, String where, boolean reading, Supplier<String> run) {
        AtomicReference<String> printed = new AtomicReference<>("");
        Runnable once = () -> {
            printed.set(run.get());
            assertThat(Printed.normalised(printed.get(), commands))
                    .as(where)
                    .isEqualTo(Printed.normalised(shown, commands));
        };
        if (reading) {
            await(where).untilAsserted(once::run);
        } else {
            once.run();
        }
        handles.learn(shown, printed.get());
    }

    private String where(int line) {
        return document.file() + ", line " + line;
    }
}
