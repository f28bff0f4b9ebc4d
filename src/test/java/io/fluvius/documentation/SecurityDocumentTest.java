package io.fluvius.documentation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of requirements in docs/explanation/security.md names the tests that carry their numbers, and no others. */
class SecurityDocumentTest {

    private static final Pattern ROW = Pattern.compile("\\| (V\\d+\\.\\d+\\.\\d+) \\| [12] \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+\\.\\w+)`");
    private static final Pattern MARKED = Pattern.compile("@Asvs\\((.*?)\\).*?void (\\w+)\\(", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("V\\d+\\.\\d+\\.\\d+");

    @Test
    void each_requirement_lists_the_tests_that_carry_its_number() throws IOException {
        TreeSet<String> listed = rows().stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .flatMap(row -> TEST.matcher(row.group(2)).results().map(test -> row.group(1) + " " + test.group(1)))
                .collect(toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(marked()).hasSizeGreaterThan(100);
    }

    @Test
    void each_row_of_a_requirement_has_its_form_and_the_order_of_the_numbers() throws IOException {
        List<String> rows = rows().stream().filter(row -> row.startsWith("| V")).toList();

        assertThat(rows).allMatch(row -> ROW.matcher(row).matches());
        assertThat(rows.stream().map(SecurityDocumentTest::order)).isSorted().doesNotHaveDuplicates();
    }

    private static String order(String row) {
        String[] numbers = row.split(" ")[1].substring(1).split("\\.");
        return "%3s%3s%3s".formatted((Object[]) numbers);
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/explanation/security.md"));
    }

    /** Each number with a test that carries it. */
    private static TreeSet<String> marked() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(SecurityDocumentTest::marked)
                    .collect(toCollection(TreeSet::new));
        }
    }

    private static Stream<String> marked(Path file) {
        try {
            String name = file.getFileName().toString().replace(".java", ".");
            return MARKED.matcher(Files.readString(file))
                    .results()
                    .flatMap(test -> NUMBER.matcher(test.group(1))
                            .results()
                            .map(number -> number.group() + " " + name + test.group(2)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
