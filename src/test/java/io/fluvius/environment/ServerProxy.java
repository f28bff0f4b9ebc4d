package io.fluvius.environment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy before a server. While it is cut, it closes every connection at once, as if the server were down. */
public final class ServerProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    private ServerProxy(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    public static ServerProxy before(int server) throws IOException {
        ServerProxy proxy = new ServerProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void cut() {
        isCut = true;
        open.forEach(ServerProxy::closeQuietly);
        open.clear();
    }

    public void restore() {
        isCut = false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket application = socket.accept();
                if (isCut) {
                    application.close();
                } else {
                    connect(application);
                }
            }
        } catch (IOException closed) {
            // the proxy is closed
        }
    }

    private void connect(Socket application) throws IOException {
        Socket other = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(application);
        open.add(other);
        Thread.ofVirtual().start(() -> copy(application, other));
        Thread.ofVirtual().start(() -> copy(other, application));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // by either side, or by a cut
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is closed already
        }
    }
}
