package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Compares the Java code in a document with the classes that run it. */
public final class ShownCode {

    private ShownCode() {}

    /** Asserts that a document has Java code, and that the sources of these classes contain all of it, indented in any way. */
    public static void assertShown(Path document, Class<?>... runners) throws IOException {
        assertShown(
                document, "java", Arrays.stream(runners).map(ShownCode::source).toArray(Path[]::new));
    }

    /** Asserts that a document has code in a language, and that these files contain all of it, indented in any way. */
    public static void assertShown(Path document, String language, Path... files) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : files) {
            sources.append(Files.readString(file));
        }
        String stripped = stripped(sources.toString());
        assertThat(Markdown.read(document).blocks())
                .filteredOn(block -> block.language().equals(language))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(stripped).contains(stripped(block.text())));
    }

    private static Path source(Class<?> runner) {
        String file = runner.getName().replace('.', '/') + ".java";
        Path test = Path.of("src/test/java", file);
        return Files.exists(test) ? test : Path.of("src/main/java", file);
    }

    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
