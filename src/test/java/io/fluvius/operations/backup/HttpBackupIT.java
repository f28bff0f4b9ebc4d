package io.fluvius.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.Unzipped;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An H2 database is backed up over HTTP while it is written. */
@OnH2
@OwnApplication("The backups lie in its data folder")
class HttpBackupIT extends HttpJourney {

    private static final String BACKUP = "/api/operations/backup";

    @Value("${fluvius.data-dir}")
    private Path data;

    @TempDir
    private Path restored;

    @Test
    void a_backup_under_writes_is_restored_with_all_that_was_acknowledged_before() throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            while (!stopped.get()) {
                newUser();
                acknowledged.incrementAndGet();
            }
        });
        while (acknowledged.get() < 20) {
            Thread.onSpinWait();
        }
        int before = acknowledged.get();
        TestResponse backup = post(BACKUP, "{\"to\": \"under-writes.zip\"}").is(200);
        int after = acknowledged.get() + 1;
        stopped.set(true);
        writing.join();

        assertThat(backup.json().path("file").stringValue()).isEqualTo("under-writes.zip");
        Unzipped.into(restored, data.resolve("backups/under-writes.zip"));
        try (ConfigurableApplicationContext database = new SpringApplicationBuilder(DatabaseOnly.class)
                .web(WebApplicationType.NONE)
                .run("--fluvius.data-dir=" + restored)) {
            DSLContext dsl = database.getBean(DSLContext.class);
            assertThat(dsl.fetchCount(DSL.table("domain_event"))).isBetween(before, after);
            assertThat(dsl.fetchCount(DSL.table("domain_event"))).isEqualTo(dsl.fetchCount(DSL.table("unique_value")));
        }
    }

    @Test
    void a_backup_without_a_name_has_the_time_as_its_name() {
        String file =
                request("POST", BACKUP).exchange().is(200).json().path("file").stringValue();

        assertThat(file).matches("fluvius-[0-9T-]+\\.zip");
        assertThat(data.resolve("backups").resolve(file)).exists();
    }

    @Test
    void no_backup_is_overwritten() {
        post(BACKUP, "{\"to\": \"twice.zip\"}").is(200);

        post(BACKUP, "{\"to\": \"twice.zip\"}").isProblem(409, "wrong-state");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.zip",
                "/tmp/outside.zip",
                "folder/file.zip",
                "folder\\\\file.zip",
                "..zip",
                ".zip",
                "",
                "it's.zip",
                "fluvius.mv.db",
                "null\\u0000.zip"
            })
    void a_name_that_is_no_plain_name_of_a_file_is_refused(String name) {
        post(BACKUP, "{\"to\": \"%s\"}".formatted(name)).isProblem(400, "malformed-request", "/to");
    }

    @Test
    void bad_bodies_are_refused() {
        post(BACKUP, "[]").is(400);
        post(BACKUP, "{\"to\": 1}").isProblem(400, "malformed-request", "/to");
        post(BACKUP, "{\"from\": \"x\"}").isProblem(400, "malformed-request", "/from");
    }
}
