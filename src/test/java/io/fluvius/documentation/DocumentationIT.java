package io.fluvius.documentation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.documentation.Transcript.Step;
import io.fluvius.environment.OnH2;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.tools.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Does what the documents say, in their order and on one application, and compares what comes out. What a document cannot
 * have done here, such as starting a server, stands behind a comment {@code <!-- not run: reason -->}.
 */
@OnH2
class DocumentationIT {

    private static final String NOT_RUN = "<!-- not run: \\S.* -->";
    private static final String SQL = "-Dsql=";

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    static List<Markdown> documents() {
        return Markdown.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void what_is_shown_is_what_happens(Markdown document) {
        List<Markdown.Block> shown = document.blocks().stream()
                .filter(block -> block.language().equals("console"))
                .filter(block -> !block.before().matches(NOT_RUN))
                .toList();
        String commands = shown.stream()
                .flatMap(block -> Transcript.of(block.text()).steps().stream())
                .map(Step::command)
                .collect(joining());
        Handles handles = new Handles();
        for (Markdown.Block block : shown) {
            for (Step step : Transcript.of(block.text()).steps()) {
                check(step, handles, commands, document.file() + ", line " + (block.line() + step.line()));
            }
        }
    }

    @Test
    void links_lead_somewhere() {
        List<String> dead = new ArrayList<>();
        for (Markdown document : documents()) {
            document.links().stream()
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .filter(link -> !leadsSomewhere(document.file(), link))
                    .forEach(link -> dead.add(document.file() + ": " + link));
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void the_readme_leads_to_every_document() {
        List<String> links = Markdown.read(Path.of("README.md")).links();

        assertThat(Markdown.under("docs").stream().map(Path::toString))
                .allSatisfy(document -> assertThat(links)
                        .anyMatch(link -> document.equals(link)
                                || link.endsWith("/") && document.startsWith(link) && document.contains("decisions")));
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
            String sql = words.getLast().substring(SQL.length());
            compare(step, commands, where, sql.toLowerCase(Locale.ROOT).startsWith("select"), () -> query(sql));
        } else {
            throw new AssertionError(where + ": is neither run nor marked as not run: " + step.command());
        }
    }

    /**
     * State follows events, so what only reads is tried again until it shows what the document shows. Gives what was
     * printed in the end.
     */
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

    /** What the Maven execution {@code sql} prints, which calls the same tool. */
    private String query(String sql) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Shell shell = new Shell();
        shell.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Connection connection = database.getConnection()) {
            shell.runTool(connection, "-sql", sql);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static boolean leadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (parts.length < 2) {
            return Files.exists(target);
        }
        return Files.isRegularFile(target) && Markdown.read(target).anchors().contains(parts[1]);
    }
}
