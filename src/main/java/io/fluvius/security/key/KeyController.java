package io.fluvius.security.key;

import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.security.ApiKey;
import io.fluvius.security.ApiKeys;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@Hidden
@RestController
@RequestMapping(KeyController.PATH)
class KeyController {

    static final String PATH = "/api/operations/keys";

    private final ApiKeys keys;

    KeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @GetMapping
    Map<String, List<Map<String, Object>>> all(HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return Map.of("data", keys.all().stream().map(KeyController::json).toList());
    }

    /** The only response that contains the key itself. */
    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        ApiKeys.Created created = keys.create(GrantJson.read(BodyReader.readJson(request)));
        Map<String, Object> json = json(created.key());
        json.put("key", created.text());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(json);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        keys.revoke(id);
    }

    private static Map<String, Object> json(ApiKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", key.id());
        json.put("name", key.name());
        json.put("roles", key.roles().stream().sorted().toList());
        json.put("rights", key.rights().stream().sorted().toList());
        json.put("self", key.self());
        json.put("tenant", key.tenant());
        json.put("createdAt", key.createdAt());
        json.put("createdBy", key.createdBy());
        json.put("expiresAt", key.expiresAt());
        json.put("revokedAt", key.revokedAt());
        json.put("lastUsedOn", key.lastUsedOn());
        return json;
    }
}
