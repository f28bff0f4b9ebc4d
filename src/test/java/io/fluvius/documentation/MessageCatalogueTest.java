package io.fluvius.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/reference/messages.md is written from the code. A change of a message that it lacks fails this test. */
class MessageCatalogueTest {

    private static final Path FILE = Path.of("docs/reference/messages.md");
    private static final String WRITE = "fluvius.docs.write";

    @Test
    void the_catalogue_describes_every_message() throws IOException {
        String catalogue = MessageCatalogue.ofMainCode();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, catalogue);
        }

        assertThat(FILE)
                .as("To update the catalogue: mvn test -Dtest=MessageCatalogueTest -D%s=true", WRITE)
                .content()
                .isEqualTo(catalogue);
    }
}
