package io.fluvius.http.openapi;

import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import io.swagger.v3.oas.models.servers.ServerVariables;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;

/**
 * The host and port of the server, as the client names them that requests the document. They are read when the document is
 * written, because the document is built once. A page that was loaded from {@code localhost} may not call {@code 127.0.0.1}.
 */
final class ReachedServer extends ServerVariable {

    private ReachedServer() {
        setDescription("The host and the port");
    }

    static Server server() {
        UriComponents reached =
                ServletUriComponentsBuilder.fromCurrentContextPath().build();
        String path = reached.getPath();
        return new Server()
                .url(reached.getScheme() + "://{authority}" + (path == null ? "" : path))
                .description("The server of this document")
                .variables(new ServerVariables().addServerVariable("authority", new ReachedServer()));
    }

    @Override
    public String getDefault() {
        UriComponents reached =
                ServletUriComponentsBuilder.fromCurrentContextPath().build();
        String host = String.valueOf(reached.getHost());
        return reached.getPort() < 0 ? host : host + ":" + reached.getPort();
    }
}
