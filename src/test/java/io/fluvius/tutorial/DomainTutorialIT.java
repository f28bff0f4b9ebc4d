package io.fluvius.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.documentation.Markdown;
import io.fluvius.environment.OnH2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnH2
class DomainTutorialIT extends DomainTutorialJourney {

    private static final int MOST_LINES = 120;
    private static final String FOLDER = "java/io/fluvius/library";
    /** The line before a block that says which file the block is. */
    private static final Pattern NAMED = Pattern.compile("`src/main/([^`]+)`.*");

    @Test
    void the_whole_domain_has_few_lines() {
        // every line counts that is not blank, not an import and not the name of the package; comments and annotations
        // do
        List<String> lines = sources().stream()
                .flatMap(it -> read(it).lines())
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                .toList();

        assertThat(lines).hasSizeBetween(1, MOST_LINES);
    }

    @Test
    void the_tutorial_shows_the_files_as_they_are() {
        List<Markdown.Block> blocks = codeBlocks();

        assertThat(blocks).isNotEmpty().allSatisfy(block -> {
            Matcher named = NAMED.matcher(block.before());
            assertThat(named.matches())
                    .as("line %d must follow a line that begins with the name of its file", block.line())
                    .isTrue();
            assertThat(block.text()).isEqualTo(read(file(named.group(1))));
        });
    }

    @Test
    void the_tutorial_shows_every_file() {
        assertThat(codeBlocks().stream().map(Markdown.Block::text))
                .containsAll(sources().stream().map(DomainTutorialIT::read).toList());
    }

    private static List<Markdown.Block> codeBlocks() {
        return Markdown.under("docs/tutorial").stream()
                .flatMap(it -> Markdown.read(it).blocks().stream())
                .filter(it -> Set.of("java", "sql").contains(it.language()))
                .toList();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(file(FOLDER))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Among the tests, or in the application for whoever has followed the tutorial. */
    private static Path file(String name) {
        Path main = Path.of("src/main", name);
        return Files.exists(main) ? main : Path.of("src/test", name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
