package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.OnH2;
import io.fluvius.library.LibraryDomain;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two domains in one application do not see the aggregates of each other. */
@OnH2(classes = {FluviusApplication.class, LibraryDomain.class})
class SecondDomainIT {

    private final UUID user = UUID.randomUUID();

    @LocalServerPort
    private int port;

    private HttpCalls http;

    @BeforeEach
    void createUser() {
        http = new HttpCalls(port);
        String email = user + "@example.com";
        assertThat(send("create-user", user, "{\"name\": \"Ann\", \"email\": \"" + email + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_command_on_an_aggregate_of_another_domain_is_not_found() {
        for (String attempt : new String[] {"first", "cached"}) {
            HttpCalls.Answer answer =
                    send("lend-book", user, "{\"reader\": \"" + attempt + "\", \"dueOn\": \"2026-12-24\"}");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("not-found");
        }
        assertThat(send("lock-user", user, "{}").status()).isEqualTo(200);
        assertThat(send("lend-book", user, "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_id_that_another_domain_uses_is_in_use() {
        HttpCalls.Answer answer = send("add-book", user, "{\"title\": \"Momo\", \"author\": \"Michael Ende\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("already-exists");
        assertThat(answer.text("detail")).isEqualTo("This id is already in use");
    }

    private HttpCalls.Answer send(String command, UUID aggregate, String payload) {
        return http.post(
                "/api/commands/" + command,
                "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(aggregate, payload));
    }
}
