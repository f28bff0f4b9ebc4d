package io.fluvius.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.documentation.Markdown;
import io.fluvius.documentation.ShownCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildAReadModelTest {

    private static final Path GUIDE = Path.of("docs/how-to/build-a-read-model.md");

    @Test
    void the_guide_shows_the_read_model_and_its_use() throws IOException {
        ShownCode.assertShown(GUIDE, UsersPerDay.class, UsersCreatedOn.class, OwnReadModelJourney.class);
    }

    @Test
    void the_guide_shows_the_migration() throws IOException {
        String migration =
                Files.readString(Path.of("src/test/resources/db/migration/application/V1__users_per_day.sql"));

        assertThat(Markdown.read(GUIDE).blocks())
                .filteredOn(block -> block.language().equals("sql"))
                .singleElement()
                .satisfies(block -> assertThat(block.text().strip()).isEqualTo(migration.strip()));
    }
}
