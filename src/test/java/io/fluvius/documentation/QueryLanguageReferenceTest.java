package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The generated tables of docs/reference/query-language.md are up to date. */
class QueryLanguageReferenceTest {

    private static final Path FILE = Path.of("docs/reference/query-language.md");
    private static final String WRITE = "fluvius.docs.write";

    @Test
    void the_document_has_every_generated_table() throws IOException {
        assertThat(QueryLanguageReference.parts(Files.readString(FILE)))
                .containsExactlyInAnyOrderElementsOf(
                        QueryLanguageReference.ofMainCode().keySet());
    }

    @Test
    void its_tables_match_the_code() throws IOException {
        String written = QueryLanguageReference.rewritten(Files.readString(FILE));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, written);
        }

        assertThat(FILE)
                .as("To update them: mvn test -Dtest=QueryLanguageReferenceTest -D%s=true", WRITE)
                .content()
                .isEqualTo(written);
    }

    @Test
    void an_outdated_table_is_detected() throws IOException {
        String written = QueryLanguageReference.rewritten(Files.readString(FILE));
        String outdated = written.replace("| boolean | `eq ne` |", "| boolean | `eq` |");

        assertThat(outdated).isNotEqualTo(written);
        assertThat(QueryLanguageReference.rewritten(outdated)).isEqualTo(written);
    }
}
