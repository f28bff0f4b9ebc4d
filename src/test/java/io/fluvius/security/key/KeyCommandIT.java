package io.fluvius.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.CommandLine;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.OtherApplication;
import io.fluvius.environment.TestDatabases;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Creates, lists and revokes API keys by the command line, each time in a process of its own. */
@LongRunning
class KeyCommandIT {

    private static final String[] SECURITY = {
        "fluvius.security.mode=keys", "fluvius.personal-keys.master=test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    };

    @TempDir
    private Path folder;

    private int run(String[] settings, String... arguments) {
        return new CommandLine(folder).run(settings, arguments);
    }

    private String out() {
        return new CommandLine(folder).out();
    }

    private String said() {
        return new CommandLine(folder).said();
    }

    private static String[] empty() {
        return Stream.of(TestDatabases.emptyH2(), SECURITY).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void the_first_owner_gets_a_key_which_the_server_accepts_until_it_is_revoked() {
        String[] store = empty();

        assertThat(run(store, "keys", "create", "--role=owner", "--name=ann"))
                .as(said())
                .isZero();

        String key = out().strip();
        assertThat(KeyText.parse(key)).isPresent();
        String id = KeyText.parse(key).orElseThrow().id();
        assertThat(said())
                .contains("The key " + id + " of ann, which is not shown again:")
                .doesNotContain(key);
        try (OtherApplication server = OtherApplication.start("default", store)) {
            JsonNode keys = server.request("GET", "/api/operations/keys")
                    .header("Authorization", "Bearer " + key)
                    .exchange()
                    .is(200)
                    .json();
            assertThat(keys.path("data")).singleElement().satisfies(listed -> {
                assertThat(listed.path("id").asString()).isEqualTo(id);
                assertThat(listed.path("createdBy").asString()).isEqualTo("application");
            });
        }

        assertThat(run(store, "keys", "revoke", id)).as(said()).isZero();
        assertThat(run(store, "keys", "list")).as(said()).isZero();
        assertThat(out())
                .startsWith(id + "  ann  owner  ")
                .contains("  revoked  last used 20")
                .doesNotContain(key);
    }

    @Test
    void what_cannot_be_created_is_explained() {
        String[] store = empty();

        assertThat(run(store, "keys")).isEqualTo(2);
        assertThat(said()).startsWith("Usage: keys create --role=<role>");
        assertThat(run(store, "keys", "create", "--role=king")).isEqualTo(1);
        assertThat(said()).contains("--role ").doesNotContain("\tat ");
        assertThat(out()).isEmpty();
    }
}
