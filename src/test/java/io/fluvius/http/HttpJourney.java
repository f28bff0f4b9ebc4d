package io.fluvius.http;

import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a journey over HTTP needs: requests, users, and a look at what was stored. */
public abstract class HttpJourney {

    @LocalServerPort
    private int port;

    @Autowired
    private DSLContext dsl;

    public final int port() {
        return port;
    }

    public final TestRequest request(String method, String path) {
        return new TestRequest(port, method, path);
    }

    public final TestResponse get(String path) {
        return request("GET", path).exchange();
    }

    public final TestResponse post(String path, String json) {
        return request("POST", path).json(json).exchange();
    }

    public final TestResponse command(String key, String json) {
        return post("/api/commands/" + key, json);
    }

    /** The id of a new user whom nobody else knows. */
    public final String newUser() {
        return newUser("John Doe", freshEmail());
    }

    public final String newUser(String name, String email) {
        TestResponse created = command("create-user", user(name, email)).is(201);
        return created.json().path("aggregate").path("id").stringValue();
    }

    /** How many events the store has. */
    public final int events() {
        return dsl.fetchCount(DSL.table(DSL.name("domain_event")));
    }

    public static String user(String name, String email) {
        return "{\"payload\": {\"name\": \"%s\", \"email\": \"%s\"}}".formatted(name, email);
    }

    /** A command on a user, without payload. */
    public static String on(String id) {
        return on(id, "{}");
    }

    public static String on(String id, String payload) {
        return "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(id, payload);
    }

    public static String freshEmail() {
        return UUID.randomUUID() + "@example.com";
    }
}
