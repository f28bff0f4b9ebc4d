package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.h2.tools.Shell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Runs the commands of the documents, in their order and on one application, and compares their output. A comment
 * {@code <!-- not run: reason -->} precedes a block that cannot be run here, such as one that starts a server.
 */
@OwnApplication("the documents show lists of all users")
@OnH2
class DocumentationIT {

    private static final String SQL = "-Dsql=";

    @LocalServerPort
    private int port;

    @Autowired
    private DataSource database;

    @Autowired
    private EventProcessingConfiguration processing;

    static List<Markdown> documents() {
        return Markdown.all();
    }

    /** The documents that are followed with processes of their own. */
    private static final Set<String> FOLLOWED = Set.of(
            RunOnPostgresqlIT.DOCUMENT.toString(),
            StoreDocumentsIT.BACKUP.toString(),
            StoreDocumentsIT.MOVE.toString());

    /** All documents but the tutorial, which DomainTutorialIT follows, and those that are followed with processes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void commands_print_what_the_document_shows(Markdown document) {
        if (!document.file().startsWith("docs/tutorial")
                && !FOLLOWED.contains(document.file().toString())) {
            new Walkthrough(() -> port, this::run).follow(document);
        }
    }

    @Test
    void links_have_a_target() {
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
    void the_readme_links_every_document() {
        List<String> links = Markdown.read(Path.of("README.md")).links();

        assertThat(Markdown.under("docs").stream().map(Path::toString))
                .allSatisfy(document -> assertThat(links)
                        .anyMatch(link -> document.equals(link)
                                || link.endsWith("/") && document.startsWith(link) && document.contains("decisions")));
    }

    /** Runs the Maven execution {@code sql}. The documents stop the server before they change state; here the processors stop. */
    private @Nullable String run(List<String> words) {
        if (!words.contains("exec:java@sql") || !words.getLast().startsWith(SQL)) {
            return null;
        }
        String sql = words.getLast().substring(SQL.length());
        if (sql.startsWith("select")) {
            return query(sql);
        }
        processing.eventProcessors().values().forEach(EventProcessor::shutDown);
        try {
            return query(sql);
        } finally {
            processing.eventProcessors().values().forEach(EventProcessor::start);
        }
    }

    /** Returns the output of the tool that the Maven execution runs. */
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
