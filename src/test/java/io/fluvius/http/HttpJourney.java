package io.fluvius.http;

import io.fluvius.environment.TestAxonServer;
import java.util.UUID;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Base class of tests over HTTP: sends requests, creates users, and counts stored events. */
public abstract class HttpJourney {

    @LocalServerPort
    private int port;

    @Autowired
    private DSLContext dsl;

    @Autowired
    private EventStore store;

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

    /** Creates a user that no other test uses, and returns its id. */
    public final String newUser() {
        return newUser("John Doe", freshEmail());
    }

    public final String newUser(String name, String email) {
        TestResponse created = command("create-user", user(name, email)).is(201);
        return created.json().path("aggregate").path("id").stringValue();
    }

    /**
     * A group with a member.
     *
     * @param position that of the event that added the member
     */
    public record NewGroup(String id, String position) {}

    /** Creates a group that no other test uses, and adds a user to it. */
    public final NewGroup newGroupOf(String user) {
        String id = command("create-group", "{\"payload\": {\"name\": \"Group %s\"}}".formatted(UUID.randomUUID()))
                .is(201)
                .json()
                .at("/aggregate/id")
                .stringValue();
        TestResponse added = command("add-members", on(id, "{\"users\": [\"%s\"]}".formatted(user)));
        return new NewGroup(id, added.is(200).json().path("position").stringValue());
    }

    /** The number of events in the store. */
    public final int events() {
        return store instanceof AxonServerEventStore
                ? TestAxonServer.events(store)
                : dsl.fetchCount(DSL.table(DSL.name("domain_event")));
    }

    public static String user(String name, String email) {
        return "{\"payload\": {\"name\": \"%s\", \"email\": \"%s\"}}".formatted(name, email);
    }

    /** The body of a command without payload on a user. */
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
