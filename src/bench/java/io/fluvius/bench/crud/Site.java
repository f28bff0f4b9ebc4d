package io.fluvius.bench.crud;

import io.fluvius.bench.KeptAlive;
import io.fluvius.bench.KeptAlive.Answer;
import java.io.IOException;

/** An application that users are managed with over HTTP: how it wants the five calls. */
interface Site {

    /**
     * Someone who was created.
     *
     * @param path where the person is shown, at the latest state
     */
    record Created(String id, String path) {}

    Created create(KeptAlive connection, String name, String email) throws IOException;

    default Answer get(KeptAlive connection, Created person) throws IOException {
        return connection.send("GET", person.path());
    }

    Answer update(KeptAlive connection, Created person, String name, String email) throws IOException;

    Answer lock(KeptAlive connection, Created person) throws IOException;

    Answer delete(KeptAlive connection, Created person) throws IOException;

    private static String details(String name, String email) {
        return "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}";
    }

    /** Fluvius: commands, and a read that waits for what the first of them did. */
    record Fluvius() implements Site {

        @Override
        public Created create(KeptAlive connection, String name, String email) throws IOException {
            Answer answer =
                    connection.send("POST", "/api/commands/create-user", "{\"payload\":" + details(name, email) + "}");
            String id = answer.text("id");
            return new Created(id, "/api/users/" + id + "?after=" + answer.text("position"));
        }

        @Override
        public Answer update(KeptAlive connection, Created person, String name, String email) throws IOException {
            return command(connection, "update-user", person, ",\"payload\":" + details(name, email));
        }

        @Override
        public Answer lock(KeptAlive connection, Created person) throws IOException {
            return command(connection, "lock-user", person, "");
        }

        @Override
        public Answer delete(KeptAlive connection, Created person) throws IOException {
            return command(connection, "delete-user", person, "");
        }

        private static Answer command(KeptAlive connection, String key, Created person, String payload)
                throws IOException {
            String aggregate = "{\"aggregate\":{\"id\":\"" + person.id() + "\"}";
            return connection.send("POST", "/api/commands/" + key, aggregate + payload + "}");
        }
    }

    /** The peer: a row that is overwritten. */
    record Crud() implements Site {

        @Override
        public Created create(KeptAlive connection, String name, String email) throws IOException {
            String id =
                    connection.send("POST", "/persons", details(name, email)).text("id");
            return new Created(id, "/persons/" + id);
        }

        @Override
        public Answer update(KeptAlive connection, Created person, String name, String email) throws IOException {
            return connection.send("PUT", person.path(), details(name, email));
        }

        @Override
        public Answer lock(KeptAlive connection, Created person) throws IOException {
            return connection.send("POST", person.path() + "/lock", "");
        }

        @Override
        public Answer delete(KeptAlive connection, Created person) throws IOException {
            return connection.send("DELETE", person.path());
        }
    }
}
