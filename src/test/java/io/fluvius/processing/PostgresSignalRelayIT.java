package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.TestDatabases;
import io.fluvius.progress.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes relay signals; one of them reaches the database through a proxy that stops forwarding without closing anything. */
class PostgresSignalRelayIT {

    private static final Duration SECONDS = Duration.ofSeconds(30);

    private final String url = TestDatabases.emptyPostgres()[0].split("=", 2)[1];
    private final Signal here = new Signal();
    private final Signal there = new Signal();
    private final AtomicInteger raisedThere = new AtomicInteger();
    private SilentProxy proxy;
    private PostgresSignalRelay direct;
    private PostgresSignalRelay proxied;

    @BeforeEach
    void start() throws IOException {
        URI database = URI.create(url.substring("jdbc:".length()));
        proxy = new SilentProxy(database.getPort());
        direct = relay(url, here, "direct");
        proxied = relay(url.replace(":" + database.getPort(), ":" + proxy.port()), there, "proxied");
        direct.start();
        proxied.start();
        there.addListener(raisedThere::incrementAndGet);
    }

    @AfterEach
    void stop() throws IOException {
        direct.stop();
        proxied.stop();
        proxy.close();
    }

    @Test
    void a_signal_reaches_the_other_node() {
        awaitSignals();
    }

    @Test
    void a_silent_connection_is_replaced_and_no_signal_is_missed() {
        awaitSignals();

        proxy.silenceOpenConnections();
        int before = raisedThere.get();
        here.raise();

        await().atMost(SECONDS).until(() -> raisedThere.get() > before);
        awaitSignals();
    }

    @Test
    void signals_are_raised_while_no_connection_works() {
        awaitSignals();

        proxy.silenceAllConnections();
        int before = raisedThere.get();

        await().atMost(SECONDS.multipliedBy(2)).until(() -> raisedThere.get() > before + 1);
    }

    @Test
    void a_listener_that_fails_does_not_end_the_relay() {
        there.addListener(() -> {
            throw new IllegalStateException("failed");
        });

        awaitSignals();
        awaitSignals();
    }

    /** Raises signals until one arrives within less than the time after which a relay raises them by itself. */
    private void awaitSignals() {
        await().atMost(SECONDS).until(() -> {
            int before = raisedThere.get();
            here.raise();
            long deadline = System.nanoTime() + Duration.ofMillis(300).toNanos();
            while (raisedThere.get() == before && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            return raisedThere.get() > before;
        });
        assertThat(proxied.isRunning()).isTrue();
    }

    private static PostgresSignalRelay relay(String url, Signal signal, String node) {
        return new PostgresSignalRelay(
                PostgresSignalRelay.database(url, "postgres", "postgres"), Map.of("events", signal), node);
    }

    /** Forwards bytes between clients and a server, and drops those of connections that a test has silenced. */
    private static final class SilentProxy implements AutoCloseable {

        private final ServerSocket clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int server;
        /** Connections with a lower number drop all bytes. */
        private volatile int firstForwarding;

        private final AtomicInteger opened = new AtomicInteger();

        SilentProxy(int server) throws IOException {
            this.server = server;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return clients.getLocalPort();
        }

        void silenceOpenConnections() {
            firstForwarding = opened.get();
        }

        void silenceAllConnections() {
            firstForwarding = Integer.MAX_VALUE;
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = clients.accept();
                    Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
                    int number = opened.getAndIncrement();
                    Thread.ofVirtual().start(() -> forward(client, database, number));
                    Thread.ofVirtual().start(() -> forward(database, client, number));
                }
            } catch (IOException closed) {
                // the test has ended
            }
        }

        private void forward(Socket from, Socket to, int number) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                byte[] bytes = new byte[1 << 13];
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (number >= firstForwarding) {
                        to.getOutputStream().write(bytes, 0, read);
                    }
                }
            } catch (IOException closed) {
                // by the relay or the database
            }
        }

        @Override
        public void close() throws IOException {
            clients.close();
        }
    }
}
