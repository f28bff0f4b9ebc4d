package io.fluvius.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the application and its PostgreSQL, and cuts connections when it is told to. */
final class CuttingProxy implements AutoCloseable {

    /** One write of this many is cut. */
    private static final int WRITES = 12;
    /** One request of this many is cut on connections that write no events. */
    private static final int OTHERS = 400;

    private static final byte[] APPENDING = "insert into domain_event".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final int database;
    private final Map<Cut, AtomicInteger> cuts = new EnumMap<>(Cut.class);
    private volatile boolean cutting;

    /** When a connection is cut. */
    enum Cut {
        /** The database never hears of the request. */
        BEFORE,
        /** The database has half of the request. */
        WITHIN,
        /** The database has the request; what it makes of it nobody hears. */
        AFTER,
        /** The database has answered, so what was to be committed is; the answer is lost. */
        ANSWERED
    }

    private CuttingProxy(ServerSocket server, int database) {
        this.server = server;
        this.database = database;
        for (Cut cut : Cut.values()) {
            cuts.put(cut, new AtomicInteger());
        }
    }

    /** Begins to stand before the database at that port. */
    static CuttingProxy before(int database) throws IOException {
        CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), database);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    void beginCutting() {
        cutting = true;
    }

    void stopCutting() {
        cutting = false;
    }

    /** How many connections that write events were cut like that. */
    int cuts(Cut cut) {
        return cuts.get(cut).get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Line line = new Line(server.accept(), new Socket(InetAddress.getLoopbackAddress(), database));
                Thread.ofVirtual().start(line::forward);
                Thread.ofVirtual().start(line::back);
            }
        } catch (IOException closed) {
            // nobody connects any more
        }
    }

    /** One connection. */
    private final class Line {

        private final Socket application;
        private final Socket server;
        private volatile boolean appends;
        private volatile boolean answerIsLost;

        Line(Socket application, Socket server) {
            this.application = application;
            this.server = server;
        }

        void forward() {
            pump(application, server, this::pass);
        }

        void back() {
            pump(server, application, (bytes, to) -> {
                if (answerIsLost) {
                    throw cut(Cut.ANSWERED);
                }
                to.write(bytes);
            });
        }

        private void pump(Socket from, Socket to, Passing passing) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] bytes = new byte[1 << 16];
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    passing.pass(Arrays.copyOf(bytes, read), out);
                }
            } catch (IOException closed) {
                // by one of both sides, or cut
            }
        }

        private void pass(byte[] request, OutputStream to) throws IOException {
            appends |= contains(request);
            if (!cutting || ThreadLocalRandom.current().nextInt(appends ? WRITES : OTHERS) > 0) {
                to.write(request);
                return;
            }
            Cut cut = Cut.values()[ThreadLocalRandom.current().nextInt(Cut.values().length)];
            switch (cut) {
                case BEFORE -> throw cut(cut);
                case WITHIN -> {
                    to.write(request, 0, request.length / 2);
                    throw cut(cut);
                }
                case AFTER -> {
                    to.write(request);
                    throw cut(cut);
                }
                case ANSWERED -> {
                    answerIsLost = true;
                    to.write(request);
                }
            }
        }

        private IOException cut(Cut cut) {
            if (appends) {
                cuts.get(cut).incrementAndGet();
            }
            return new IOException("cut");
        }
    }

    private interface Passing {
        void pass(byte[] bytes, OutputStream to) throws IOException;
    }

    private static boolean contains(byte[] request) {
        for (int at = 0; at + APPENDING.length <= request.length; at++) {
            if (Arrays.mismatch(request, at, at + APPENDING.length, APPENDING, 0, APPENDING.length) < 0) {
                return true;
            }
        }
        return false;
    }
}
