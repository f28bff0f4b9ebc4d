// Uses the client that is generated from the OpenAPI document. docs/how-to/generate-a-client.md explains it.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Problem = components["schemas"]["Problem"];

const api = createClient<paths>({ baseUrl: process.argv[2] ?? "http://localhost:8080" });

/** What the user of an application reads. */
function explain(problem: Problem): string {
    switch (problem.code) {
        case "unique-value-taken":
            return `Another user has this ${problem.field}`;
        case "version-mismatch":
            return `The user is at version ${problem.actual} by now`;
        case "rejected":
            return `Not allowed: ${problem.rejection}`;
        case "invalid-payload":
            return problem.errors?.map((fault) => `${fault.pointer} ${fault.message}`).join(", ") ?? problem.detail;
        default:
            return problem.detail;
    }
}

function ok<T>(answer: { data?: T; error?: Problem }): T {
    assert.equal(answer.error, undefined);
    assert.ok(answer.data !== undefined);
    return answer.data;
}

function problem(answer: { error?: Problem }): Problem {
    assert.ok(answer.error);
    return answer.error;
}

// several runs share a server, so the names of one run end alike
const run = crypto.randomUUID();
const email = `ada.${run}@example.com`;

// create
const created = ok(
    await api.POST("/api/commands/create-user", {
        body: { payload: { name: `Ada Lovelace ${run}`, email } },
    }),
);
const id = created.aggregate.id;

// read what the command did
const read = await api.GET("/api/users/{id}", {
    params: { path: { id }, query: { after: created.position } },
});
const ada = ok(read);
assert.equal(ada.email, email);
assert.equal(ada.status, "ACTIVE");
assert.equal(ada.deactivationReason, null);

// update on the version that was read
const update = {
    params: { header: { "If-Match": read.response.headers.get("ETag") ?? "" } },
    body: { aggregate: { id }, payload: { name: `Ada King ${run}` } },
};
const updated = ok(await api.POST("/api/commands/update-user", update));
assert.equal(updated.version, 1);

// problems
const second = await api.POST("/api/commands/update-user", update);
assert.equal(second.response.status, 412);
assert.equal(explain(problem(second)), "The user is at version 1 by now");

const taken = await api.POST("/api/commands/create-user", {
    body: { payload: { name: "Ada Byron", email } },
});
assert.equal(explain(problem(taken)), "Another user has this email");

const refused = await api.POST("/api/commands/complete-user-action", {
    body: { aggregate: { id }, payload: { action: "VERIFY_EMAIL" } },
});
assert.equal(explain(problem(refused)), "Not allowed: action-not-required");

const invalid = await api.POST("/api/commands/update-user", {
    body: { aggregate: { id }, payload: { name: " " } },
});
assert.match(explain(problem(invalid)), /^\/payload\/name /);

// many commands: a JSON array, because this client reads JSON documents
const batch = ok(
    await api.POST("/api/commands", {
        headers: { Accept: "application/json" },
        body: [
            { command: "create-user", payload: { name: `Bob ${run}`, email: `bob.${run}@example.com` } },
            { command: "create-user", payload: { name: `Cid ${run}`, email: `cid.${run}@example.com` } },
            { command: "create-user", payload: { name: "Ada Byron", email } },
        ],
    }),
);
assert.ok(Array.isArray(batch));
let position = updated.position;
for (const result of batch) {
    if (result.status === "SUCCESS") {
        position = result.position;
    } else {
        assert.equal(explain(result.error), "Another user has this email");
    }
}

// query, page by page
const names: string[] = [];
let cursor: string | null = null;
do {
    const found: components["schemas"]["UserPage"] = ok(
        await api.POST("/api/users/query", {
            params: { query: { after: position, wait: 10000 } },
            body: {
                filter: {
                    "createdAt.gte": "2026-01-01",
                    "status.in": ["ACTIVE", "LOCKED"],
                    ".or": [{ "name.ends": run }, { email }],
                },
                sort: [{ field: "name", order: "desc" }],
                limit: 2,
                cursor,
            },
        }),
    );
    names.push(...found.data.map((user) => user.name));
    cursor = found.page.next;
} while (cursor !== null);
assert.deepEqual(names, [`Cid ${run}`, `Bob ${run}`, `Ada King ${run}`]);

// @ts-expect-error a name that is not a statement does not compile
const misspelled: components["schemas"]["UserFilter"] = { "nmae.has": "Ada" };
const rejected = await api.POST("/api/users/query", { body: { filter: misspelled } });
assert.equal(problem(rejected).code, "invalid-query");

// the same list by URL
const list = ok(
    await api.GET("/api/users", {
        params: { query: { query: JSON.stringify({ "name.ends": run }), sort: ["name"], count: true, limit: 1 } },
    }),
);
assert.equal(list.page.total, 3);
assert.equal(list.data[0]?.name, `Ada King ${run}`);

const history = ok(await api.GET("/api/users/{id}/events", { params: { path: { id } } }));
assert.deepEqual(
    history.data.map((event) => event.type),
    ["user.user-created", "user.user-renamed"],
);

// delete
const deleted = ok(await api.POST("/api/commands/delete-user", { body: { aggregate: { id } } }));
const gone = await api.GET("/api/users/{id}", { params: { path: { id }, query: { after: deleted.position } } });
assert.equal(problem(gone).code, "not-found");

console.log("The journey is complete");
