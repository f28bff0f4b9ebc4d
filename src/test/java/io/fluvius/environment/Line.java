package io.fluvius.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server. It can be cut, so that the server seems to have stopped. */
public final class Line implements AutoCloseable {

    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    public Line(int target) {
        this.target = target;
        listening = listen(0);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Ends all connections, and refuses others. */
    public void cut() {
        close(listening);
        sockets.forEach(Line::close);
        sockets.clear();
    }

    /** Accepts connections again, at the same port. */
    public void restore() {
        listening = listen(port());
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(() -> accept(server));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Socket answering = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(caller);
                sockets.add(answering);
                Thread.ofVirtual().start(() -> copy(caller, answering));
                Thread.ofVirtual().start(() -> copy(answering, caller));
            } catch (IOException ended) {
                // it is cut
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // one of them has closed its connection
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ended) {
            // it is closed
        }
    }

    @Override
    public void close() {
        cut();
    }
}
