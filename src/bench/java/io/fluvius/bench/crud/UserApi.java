package io.fluvius.bench.crud;

import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
import java.io.IOException;

/** The HTTP interface for managing users: the five calls of the workload. */
interface UserApi {

    /**
     * A created person.
     *
     * @param path the path that returns the person's current state
     */
    record Created(String id, String path) {}

    Created create(KeepAliveConnection connection, String name, String email) throws IOException;

    default Answer get(KeepAliveConnection connection, Created person) throws IOException {
        return connection.send("GET", person.path());
    }

    Answer update(KeepAliveConnection connection, Created person, String name, String email) throws IOException;

    Answer lock(KeepAliveConnection connection, Created person) throws IOException;

    Answer delete(KeepAliveConnection connection, Created person) throws IOException;

    private static String details(String name, String email) {
        return "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}";
    }

    /** Fluvius: commands, and a read that waits until the state includes the creation. */
    record Fluvius() implements UserApi {

        @Override
        public Created create(KeepAliveConnection connection, String name, String email) throws IOException {
            Answer answer =
                    connection.send("POST", "/api/commands/create-user", "{\"payload\":" + details(name, email) + "}");
            String id = answer.text("id");
            return new Created(id, "/api/users/" + id + "?after=" + answer.text("position"));
        }

        @Override
        public Answer update(KeepAliveConnection connection, Created person, String name, String email)
                throws IOException {
            return command(connection, "update-user", person, ",\"payload\":" + details(name, email));
        }

        @Override
        public Answer lock(KeepAliveConnection connection, Created person) throws IOException {
            return command(connection, "lock-user", person, "");
        }

        @Override
        public Answer delete(KeepAliveConnection connection, Created person) throws IOException {
            return command(connection, "delete-user", person, "");
        }

        private static Answer command(KeepAliveConnection connection, String key, Created person, String payload)
                throws IOException {
            String aggregate = "{\"aggregate\":{\"id\":\"" + person.id() + "\"}";
            return connection.send("POST", "/api/commands/" + key, aggregate + payload + "}");
        }
    }

    /** The peer: a REST controller. */
    record Crud() implements UserApi {

        @Override
        public Created create(KeepAliveConnection connection, String name, String email) throws IOException {
            String id =
                    connection.send("POST", "/persons", details(name, email)).text("id");
            return new Created(id, "/persons/" + id);
        }

        @Override
        public Answer update(KeepAliveConnection connection, Created person, String name, String email)
                throws IOException {
            return connection.send("PUT", person.path(), details(name, email));
        }

        @Override
        public Answer lock(KeepAliveConnection connection, Created person) throws IOException {
            return connection.send("POST", person.path() + "/lock", "");
        }

        @Override
        public Answer delete(KeepAliveConnection connection, Created person) throws IOException {
            return connection.send("DELETE", person.path());
        }
    }
}
