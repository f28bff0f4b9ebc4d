package io.fluvius.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An exception is logged without the data of rows that its messages may quote. */
class LoggedExceptionsTest {

    private static final Pattern CALL =
            Pattern.compile("LOG\\.(?:trace|debug|info|warn|error)\\((.*?)\\);", Pattern.DOTALL);
    private static final Pattern EXCEPTION =
            Pattern.compile("catch \\([\\w|. ]+ (\\w+)\\)|\\b(?:\\w+Exception|Exception|Throwable) (\\w+)[,)]");
    private static final String REDACTED_OR_TEXT = "Redaction\\.(redact|summary)\\(\\w+\\)|\"[^\"]*\"";

    @Test
    @Asvs("V16.2.5")
    void every_exception_that_is_logged_is_redacted() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(it -> it.toString().endsWith(".java")).toList();
            assertThat(sources).allSatisfy(source -> {
                String code = Files.readString(source);
                Set<String> exceptions = EXCEPTION
                        .matcher(code)
                        .results()
                        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                        .collect(Collectors.toSet());
                assertThat(CALL.matcher(code).results().map((MatchResult call) -> call.group(1)))
                        .allSatisfy(call -> assertThat(
                                        call.replaceAll(REDACTED_OR_TEXT, "").split("\\W+"))
                                .as(call)
                                .noneMatch(exceptions::contains));
            });
        }
    }
}
