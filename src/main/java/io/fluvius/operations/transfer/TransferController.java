package io.fluvius.operations.transfer;

import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.LogTransfer;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exports, imports and verifies the log over HTTP. Bodies are streams of any length. */
@Hidden
@RestController
class TransferController {

    private static final LogTransfer.Progress UNSEEN = (events, done) -> {};

    private final LogTransfer transfer;

    TransferController(LogTransfer transfer) {
        this.transfer = transfer;
    }

    /** Writes as it reads. An export that fails later has no last line, so that it is not mistaken for a whole one. */
    @Lasting(Lasting.Kind.TRANSFER)
    @GetMapping(TransferOperations.EXPORT)
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestParameters.requireKnown(request, Set.of("from"));
        List<Fault> faults = new ArrayList<>();
        long from = RequestParameters.wholeNumber(request, "from", 0, Long.MAX_VALUE, faults)
                .orElse(0);
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "Invalid position");
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"events.ndjson\"");
        transfer.exportTo(response.getOutputStream(), from, UNSEEN);
    }

    @Lasting(Lasting.Kind.TRANSFER)
    @PostMapping(TransferOperations.IMPORT)
    Map<String, Object> importLog(HttpServletRequest request) throws IOException {
        requireLog(request);
        return json(transfer.importFrom(request.getInputStream(), UNSEEN));
    }

    @Lasting(Lasting.Kind.TRANSFER)
    @PostMapping(TransferOperations.VERIFY)
    Map<String, Object> verify(HttpServletRequest request) throws IOException {
        requireLog(request);
        return json(transfer.verify(request.getInputStream(), UNSEEN));
    }

    private static void requireLog(HttpServletRequest request) {
        BodyReader.requireMediaType(request, List.of(MediaType.APPLICATION_NDJSON));
        RequestParameters.requireKnown(request, Set.of());
    }

    private static Map<String, Object> json(Transferred transferred) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", transferred.events());
        json.put("receipts", transferred.receipts());
        json.put(
                "position",
                transferred.last() == null ? null : transferred.last().toString());
        return json;
    }
}
