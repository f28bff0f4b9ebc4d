package io.fluvius.http.resource;

import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters {@code version} and {@code at} of an item: which state of it to return, by default the present one. */
@FunctionalInterface
public interface PointInTime {

    String VERSION = "version";
    String AT = "at";

    /** Returns the item as it was at this point in time. Throws a problem when it did not exist. */
    Record read(StateManager state, String resource, UUID id);

    /** Whether a request is for a past state. */
    static boolean isPast(HttpServletRequest request) {
        return request.getParameter(VERSION) != null || request.getParameter(AT) != null;
    }

    /** Parses the parameters. Throws {@link ProblemCode#INVALID_QUERY} for invalid values. */
    static PointInTime of(HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        OptionalLong version = RequestParameters.wholeNumber(request, VERSION, 0, Long.MAX_VALUE, faults);
        Instant time = time(request, faults);
        if (version.isPresent() && time != null) {
            faults.add(new Fault("/" + AT, "cannot be combined with " + VERSION));
        }
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "Invalid version or at");
        if (version.isPresent()) {
            return (state, resource, id) -> state.at(resource, id, version.getAsLong());
        }
        return time == null ? StateManager::fetch : (state, resource, id) -> state.at(resource, id, time);
    }

    private static @Nullable Instant time(HttpServletRequest request, List<Fault> faults) {
        String[] values = request.getParameterValues(AT);
        if (values == null) {
            return null;
        }
        try {
            if (values.length == 1) {
                return values[0].indexOf('T') < 0
                        ? LocalDate.parse(values[0])
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                        : OffsetDateTime.parse(values[0]).toInstant();
            }
        } catch (DateTimeException malformed) {
            // reported below
        }
        faults.add(new Fault("/" + AT, "must be a single date-time such as 2026-11-22T10:15:30.123Z, or a date"));
        return null;
    }
}
