package io.fluvius.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Role;
import io.fluvius.environment.Asvs;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Random requests of random callers, compared with a model that keeps the users of each tenant apart: every response is the one that the
 * caller would receive if there were no other tenant, and none contains a value that another tenant has written.
 */
abstract class RandomRequestsJourney extends WithTenants {

    private static final int REQUESTS = 300;

    /** Few, so that tenants often want the same ones. */
    private static final int ADDRESSES = 12;

    /** What the tenant has, and nothing else has. */
    private static final class Model {

        private final String name;
        private final String marker = "M" + UUID.randomUUID().toString().substring(0, 8);
        private final Set<String> users = new TreeSet<>();
        private final Map<String, String> addresses = new HashMap<>();
        private final Set<String> created = new HashSet<>();
        private String position = "-1";

        Model(String name) {
            this.name = name;
        }
    }

    /** Who sends a request, and in which tenant. */
    private record Sender(Model tenant, String key, boolean bound) {}

    private final Map<String, String> commands = new HashMap<>();

    @Asvs("V8.4.1")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void responses_are_those_of_an_application_with_one_tenant(long seed) {
        Random random = new Random(seed);
        String run = UUID.randomUUID().toString().substring(0, 8);
        Model acme = new Model("acme-" + run);
        Model globex = new Model("globex-" + run);
        String everywhere = keyIn("*", Role.OWNER);
        List<Sender> senders = new ArrayList<>();
        for (Model tenant : List.of(acme, globex)) {
            senders.add(new Sender(tenant, keyIn(tenant.name, Role.OWNER), true));
            senders.add(new Sender(tenant, keyIn(tenant.name, Role.EDITOR), true));
            senders.add(new Sender(tenant, everywhere, false));
        }
        for (int request = 0; request < REQUESTS; request++) {
            Sender sender = senders.get(random.nextInt(senders.size()));
            Model other = sender.tenant == acme ? globex : acme;
            TestResponse response = send(sender, other, run, random);
            assertThat(response.text())
                    .as("seed %d, request %d", seed, request)
                    .doesNotContain(other.marker, other.name);
        }
        assertThat(acme.created).hasSizeGreaterThan(10);
        assertThat(globex.created).hasSizeGreaterThan(10);
    }

    private TestResponse send(Sender sender, Model other, String run, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> create(sender, run, random);
            case 3 -> rename(sender, other, random);
            case 4 -> delete(sender, other, random);
            case 5 -> item(sender, other, random);
            case 6 -> history(sender, other, random);
            case 7 -> repeat(sender, random);
            case 8 -> inOtherTenant(sender, other, random);
            default -> list(sender, random);
        };
    }

    private TestResponse create(Sender sender, String run, Random random) {
        Model tenant = sender.tenant;
        String address = run + "." + random.nextInt(ADDRESSES) + "@example.com";
        String id = UUID.randomUUID().toString();
        String body = "{\"id\": \"%s\", \"payload\": {\"name\": \"%s %d\", \"email\": \"%s\"}}"
                .formatted(id, tenant.marker, random.nextInt(100), address);
        TestResponse response = exchange(sender, "POST", "/api/commands/create-user", body);
        if (tenant.addresses.containsValue(address)) {
            return response.isProblem(409, "unique-value-taken");
        }
        String user = response.is(201).json().at("/aggregate/id").stringValue();
        tenant.users.add(user);
        tenant.created.add(user);
        tenant.addresses.put(user, address);
        tenant.position = response.json().path("position").stringValue();
        commands.put(id, body);
        return response;
    }

    private TestResponse rename(Sender sender, Model other, Random random) {
        String user = any(sender, other, random);
        TestResponse response = exchange(
                sender,
                "POST",
                "/api/commands/update-user",
                on(user, "{\"name\": \"" + sender.tenant.marker + " renamed " + random.nextInt() + "\"}"));
        return changed(response, sender.tenant, user);
    }

    private TestResponse delete(Sender sender, Model other, Random random) {
        String user = any(sender, other, random);
        TestResponse response = exchange(sender, "POST", "/api/commands/delete-user", on(user));
        changed(response, sender.tenant, user);
        sender.tenant.users.remove(user);
        sender.tenant.addresses.remove(user);
        return response;
    }

    private static TestResponse changed(TestResponse response, Model tenant, String user) {
        if (!tenant.users.contains(user)) {
            return response.isProblem(404, "not-found");
        }
        tenant.position = response.is(200).json().path("position").stringValue();
        return response;
    }

    private TestResponse item(Sender sender, Model other, Random random) {
        String user = any(sender, other, random);
        TestResponse response =
                exchange(sender, "GET", "/api/users/" + user + "?after=" + sender.tenant.position, null);
        return response.is(sender.tenant.users.contains(user) ? 200 : 404);
    }

    private TestResponse history(Sender sender, Model other, Random random) {
        String user = any(sender, other, random);
        TestResponse response = exchange(sender, "GET", "/api/users/" + user + "/events", null);
        return response.is(sender.tenant.created.contains(user) ? 200 : 404);
    }

    /** A command that is sent again is not executed again, and tells another tenant nothing of its first outcome. */
    private TestResponse repeat(Sender sender, Random random) {
        List<String> ids = commands.keySet().stream().sorted().toList();
        if (ids.isEmpty()) {
            return list(sender, random);
        }
        String body = commands.get(ids.get(random.nextInt(ids.size())));
        TestResponse response = exchange(sender, "POST", "/api/commands/create-user", body);
        if (!body.contains(sender.tenant.marker)) {
            return withoutMarkerOf(response.isProblem(409, "command-id-reused"));
        }
        assertThat(response.is(201).json().path("replayed").booleanValue()).isTrue();
        return response;
    }

    private static TestResponse withoutMarkerOf(TestResponse response) {
        assertThat(response.json().has("aggregate")).isFalse();
        return response;
    }

    /** A caller who is bound to a tenant cannot act in another one by naming it. */
    private TestResponse inOtherTenant(Sender sender, Model other, Random random) {
        if (!sender.bound) {
            return list(sender, random);
        }
        TestResponse response = requestIn(other.name, sender.key, "GET", "/api/users")
                .exchange()
                .isProblem(403, "forbidden");
        return new TestResponse(
                response.status(),
                response.headers(),
                // the caller has named the tenant
                response.text().replace(other.name, "").getBytes(StandardCharsets.UTF_8));
    }

    private TestResponse list(Sender sender, Random random) {
        String condition = List.of("", "&status=ACTIVE", "&sort=name.desc", "&sort=email", "&active=true")
                .get(random.nextInt(5));
        TestResponse response = exchange(
                sender, "GET", "/api/users?limit=1000&count=true&after=" + sender.tenant.position + condition, null);
        Set<String> found = StreamSupport.stream(
                        response.is(200).json().path("data").spliterator(), false)
                .map(row -> row.path("id").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
        JsonNode page = response.json().path("page");
        assertThat(page.path("total").longValue()).isEqualTo(found.size());
        if (condition.startsWith("&sort") || condition.isEmpty()) {
            assertThat(found).isEqualTo(sender.tenant.users);
        } else {
            assertThat(sender.tenant.users).containsAll(found);
        }
        return response;
    }

    /** A user of one of the tenants, which may have been deleted, or one that never existed. */
    private static String any(Sender sender, Model other, Random random) {
        List<String> candidates = new ArrayList<>(sender.tenant.created);
        candidates.addAll(other.created);
        candidates.sort(null);
        candidates.add(UUID.randomUUID().toString());
        return candidates.get(random.nextInt(candidates.size()));
    }

    private TestResponse exchange(Sender sender, String method, String path, @Nullable String body) {
        TestRequest request = sender.bound
                ? request(sender.key, method, path)
                : requestIn(sender.tenant.name, sender.key, method, path);
        return (body == null ? request : request.json(body)).exchange();
    }
}
