package io.fluvius.documentation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every document keeps to. {@link DocumentationIT} runs the commands. */
class DocumentsTest {

    /** The languages of commands, of which only {@code console} is run; without a language, nothing says what a block is. */
    private static final Set<String> UNCHECKED = Set.of("", "sh", "bash", "shell", "zsh");

    private static final Pattern PLACEHOLDER = Pattern.compile("<\\w+>");

    private static final Pattern TEST_METHODS = Pattern.compile("`(\\w+(?:Test|IT|Journey|Contract))\\.(\\w+)`");

    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([\\w.,*]+)");

    @Test
    void commands_are_in_blocks_that_are_run() {
        assertThat(blocks(""))
                .allSatisfy((place, block) -> assertThat(UNCHECKED).doesNotContain(block.language()));
    }

    /** DomainTutorialIT compiles the tutorial. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "sql", "ts", "xml"})
    void code_is_shown_from_sources(String language) {
        String sources = stripped(sources("." + language));

        assertThat(blocks(language))
                .isNotEmpty()
                .allSatisfy((place, block) -> assertThat(sources.contains(stripped(block.text())))
                        .as(place)
                        .isTrue());
    }

    @Test
    void commands_can_be_typed_as_they_stand() {
        assertThat(blocks("console").values().stream()
                        .flatMap(block -> Transcript.of(block.text()).steps().stream())
                        .map(Transcript.Step::command))
                .noneMatch(command -> PLACEHOLDER.matcher(command).find());
    }

    @Test
    void tests_that_a_command_names_exist() {
        String names = sources(".java");

        assertThat(blocks("console").values().stream()
                        .flatMap(block -> TESTS.matcher(block.text()).results())
                        .flatMap(named -> Stream.of(named.group(1).split(",")))
                        .filter(test -> !test.equals("NONE") && !test.contains("*")))
                .hasSizeGreaterThan(2)
                .allSatisfy(test -> assertThat(names.contains("class " + test + " "))
                        .as(test)
                        .isTrue());
    }

    @Test
    @Asvs("V2.1.3")
    void tests_that_a_table_names_exist() {
        String sources = sources(".java");
        Set<String> classes = Pattern.compile("class (\\w+)")
                .matcher(sources)
                .results()
                .map(it -> it.group(1))
                .collect(toSet());

        assertThat(Markdown.all().stream()
                        .flatMap(document -> document.lines().stream())
                        .filter(line -> line.startsWith("|"))
                        .flatMap(row -> TEST_METHODS.matcher(row).results()))
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> {
                    assertThat(classes).contains(test.group(1));
                    assertThat(sources.contains("void " + test.group(2) + "("))
                            .as(test.group())
                            .isTrue();
                });
    }

    /** The blocks in a language, or in all if it is empty, of all documents but the tutorial, by their places. */
    private static Map<String, Markdown.Block> blocks(String language) {
        return Markdown.all().stream()
                .filter(document -> !document.file().startsWith("docs/tutorial"))
                .flatMap(document -> document.blocks().stream()
                        .filter(block -> language.isEmpty() || block.language().equals(language))
                        .map(block -> Map.entry(document.file() + ", line " + block.line(), block)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String sources(String ending) {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(DocumentsTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Code may be indented in any way. */
    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
