package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeRevisionsTest {

    private static final Map<String, String> SOURCES = Map.of(
            "Thing",
            """
            public class Thing {
                private java.util.Map<String, java.util.List<Part>> parts;
                private Kind[] kinds;
                private static Unrelated unrelated;
                @org.axonframework.eventsourcing.EventSourcingHandler
                void evolve(Happened event) { parts = null; }
                void decide(Unrelated command) { }
            }""",
            "Part",
            "public record Part(int many) {}",
            "Kind",
            "public sealed interface Kind permits Special {}",
            "Special",
            "public record Special(int special) implements Kind {}",
            "Happened",
            "public record Happened(int what) {}",
            "Unrelated",
            "public record Unrelated(int whatever) {}");

    @TempDir
    private Path folder;

    @Test
    void the_same_code_has_the_same_revision() throws Exception {
        assertThat(revision(SOURCES)).isEqualTo(revision(SOURCES));
    }

    @ParameterizedTest
    @CsvSource({
        "Thing,parts = null,parts = java.util.Map.of()",
        "Part,int many,long many",
        "Special,int special,long special",
        "Happened,int what,long what"
    })
    void other_code_that_creates_the_state_has_another_revision(String type, String before, String after)
            throws Exception {
        assertThat(revision(changed(type, before, after))).isNotEqualTo(revision(SOURCES));
    }

    @Test
    void other_code_elsewhere_has_the_same_revision() throws Exception {
        assertThat(revision(changed("Unrelated", "int whatever", "long whatever")))
                .isEqualTo(revision(SOURCES));
    }

    private static Map<String, String> changed(String type, String before, String after) {
        Map<String, String> changed = new HashMap<>(SOURCES);
        assertThat(changed.get(type)).contains(before);
        changed.computeIfPresent(type, (name, source) -> source.replace(before, after));
        return changed;
    }

    private String revision(Map<String, String> sources) throws Exception {
        Path classes = compiled(sources);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            return new CodeRevisions().revisionOf(loader.loadClass("Thing"));
        }
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private Path compiled(Map<String, String> sources) throws IOException, URISyntaxException {
        Path into = Files.createTempDirectory(folder, "code");
        List<String> arguments = new ArrayList<>(
                List.of("-d", into.toString(), "-classpath", location(EventSourcingHandler.class), "-proc:none"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = into.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return into;
    }
}
