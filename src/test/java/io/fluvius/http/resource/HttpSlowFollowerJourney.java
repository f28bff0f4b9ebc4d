package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.LiveRows;
import io.fluvius.http.HttpJourney;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A subscriber that does not read its stream, while more changes happen than the server buffers for it. */
abstract class HttpSlowFollowerJourney extends HttpJourney {

    private static final int SMALL_BUFFER = 4 * 1024;
    /** So many required actions make a row of about 16 kB. */
    private static final int ACTIONS = 160;
    /** Together more bytes than the operating system buffers between server and client. */
    private static final int CHANGES = 800;

    @Test
    void a_slow_subscriber_receives_the_state_again_and_delays_no_other() throws IOException {
        String mailServer = UUID.randomUUID() + ".example.com";
        String user = newUser("Heavy", "heavy@" + mailServer);
        makeHeavy(user);
        String address = "/api/users/changes?email.ends=" + mailServer;
        LiveRows slowCopy = new LiveRows();
        LiveRows quickCopy = new LiveRows();
        try (EventSourceClient slow = notReading(address);
                EventSourceClient quick = EventSourceClient.open(port(), address)) {
            quickCopy.take(quick.next());
            long version = version(quickCopy, user);
            for (int i = 0; i < CHANGES; i++) {
                command(i % 2 == 0 ? "enable-totp" : "remove-totp", on(user)).is(200);
                quickCopy.take(quick.next());
                assertThat(version(quickCopy, user)).isEqualTo(version + i + 1);
            }

            JsonNode now = get("/api/users/" + user).is(200).json();
            int received = 0;
            while (!now.equals(slowCopy.rows().get(user))) {
                slowCopy.take(slow.next());
                received++;
            }
            assertThat(slowCopy.beginnings()).isEqualTo(2);
            assertThat(received).isLessThan(CHANGES);
            assertThat(quickCopy.beginnings()).isOne();

            command("lock-user", on(user)).is(200);
            slowCopy.take(slow.next());
            quickCopy.take(quick.next());
            assertThat(slowCopy.rows()).isEqualTo(quickCopy.rows());
        }
    }

    /** A client with a small receive buffer. */
    private EventSourceClient notReading(String address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        return EventSourceClient.open(socket, port(), address, "");
    }

    private void makeHeavy(String user) {
        for (int first = 0; first < ACTIONS; first += 20) {
            String actions = IntStream.range(first, first + 20)
                    .mapToObj(i -> "\"" + "A".repeat(96) + "_" + i + "\"")
                    .collect(Collectors.joining(", "));
            command("execute-user-action", on(user, "{\"actions\": [" + actions + "]}"))
                    .is(200);
        }
        await().untilAsserted(() -> assertThat(
                        get("/api/users/" + user).is(200).json().path("requiredActions"))
                .hasSize(ACTIONS));
    }

    private static long version(LiveRows copy, String user) {
        Map<String, JsonNode> rows = copy.rows();
        return rows.get(user).path("version").longValue();
    }
}
