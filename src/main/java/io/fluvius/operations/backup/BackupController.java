package io.fluvius.operations.backup;

import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.Backups;
import io.fluvius.operations.Backups.Backup;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Creates backups over HTTP. */
@Hidden
@RestController
class BackupController {

    private final Backups backups;

    BackupController(Backups backups) {
        this.backups = backups;
    }

    @PostMapping(BackupOperations.PATH)
    Backup backup(HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        return backups.create(request.getContentType() == null ? null : name(BodyReader.readJson(request)));
    }

    private static @Nullable String name(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        if (!body.isObject()) {
            faults.add(new Fault("", "must be an object"));
        }
        body.propertyNames().stream()
                .filter(member -> !member.equals("to"))
                .forEach(member -> faults.add(new Fault(Fault.child("", member), "is not a member of this body")));
        JsonNode name = body.path("to");
        if (!name.isMissingNode() && !name.isNull() && !name.isString()) {
            faults.add(new Fault("/to", "must be a string"));
        }
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "Invalid body");
        return name.isString() ? name.stringValue() : null;
    }
}
