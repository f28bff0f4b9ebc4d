package io.fluvius.environment;

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

/** A proxy between the application and its PostgreSQL that cuts connections at random. */
public final class CuttingProxy implements AutoCloseable {

    /** On connections that append events, one request of this many is cut. */
    private static final int WRITES = 12;
    /** On other connections, one request of this many is cut. */
    private static final int OTHERS = 400;

    private static final byte[] INSERT = "insert into domain_event".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final int database;
    private final Map<Cut, AtomicInteger> cuts = new EnumMap<>(Cut.class);
    private volatile boolean cutting;

    /** The moment at which a connection is cut. */
    public enum Cut {
        /** The database receives nothing of the request. */
        BEFORE,
        /** The database receives half of the request. */
        WITHIN,
        /** The database receives the request and may execute it. */
        AFTER,
        /** The database has responded, so a commit took effect; the response is lost. */
        RESPONSE
    }

    private CuttingProxy(ServerSocket server, int database) {
        this.server = server;
        this.database = database;
        for (Cut cut : Cut.values()) {
            cuts.put(cut, new AtomicInteger());
        }
    }

    /** Starts a proxy for the database at the port. */
    public static CuttingProxy before(int database) throws IOException {
        CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), database);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    public void beginCutting() {
        cutting = true;
    }

    public void stopCutting() {
        cutting = false;
    }

    /** The number of connections that append events and were cut at this moment. */
    public int cuts(Cut cut) {
        return cuts.get(cut).get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                ProxiedConnection connection =
                        new ProxiedConnection(server.accept(), new Socket(InetAddress.getLoopbackAddress(), database));
                Thread.ofVirtual().start(connection::forwardRequests);
                Thread.ofVirtual().start(connection::forwardResponses);
            }
        } catch (IOException closed) {
            // the proxy is closed
        }
    }

    private final class ProxiedConnection {

        private final Socket application;
        private final Socket server;
        private volatile boolean appends;
        private volatile boolean dropsResponse;

        ProxiedConnection(Socket application, Socket server) {
            this.application = application;
            this.server = server;
        }

        void forwardRequests() {
            copy(application, server, this::sendOrCut);
        }

        void forwardResponses() {
            copy(server, application, (bytes, to) -> {
                if (dropsResponse) {
                    throw cut(Cut.RESPONSE);
                }
                to.write(bytes);
            });
        }

        private void copy(Socket from, Socket to, Transfer transfer) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] bytes = new byte[1 << 16];
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    transfer.send(Arrays.copyOf(bytes, read), out);
                }
            } catch (IOException closed) {
                // by the application, by the database, or by a cut
            }
        }

        private void sendOrCut(byte[] request, OutputStream to) throws IOException {
            appends |= isAppend(request);
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
                case RESPONSE -> {
                    dropsResponse = true;
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

    private interface Transfer {
        void send(byte[] bytes, OutputStream to) throws IOException;
    }

    private static boolean isAppend(byte[] request) {
        for (int at = 0; at + INSERT.length <= request.length; at++) {
            if (Arrays.mismatch(request, at, at + INSERT.length, INSERT, 0, INSERT.length) < 0) {
                return true;
            }
        }
        return false;
    }
}
