package io.fluvius.console.session;

import io.fluvius.console.page.BrowserSession;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page on which people sign in, and the request with which they stay so. The filters of Spring Security do the rest. */
@Hidden
@Controller
@ConditionalOnExpression("!'${fluvius.security.mode:local}'.trim().equalsIgnoreCase('local')")
class SessionController {

    /** What the page says besides its form, by the parameters with which the filters lead to it. */
    private static final List<String> NOTICES = List.of("failed", "ended", "expired");

    private final String application;
    private final String version;
    private final Providers providers;

    SessionController(
            @Value("${spring.application.name}") String application,
            @Value("${fluvius.version}") String version,
            Providers providers) {
        this.application = application;
        this.version = version;
        this.providers = providers;
    }

    @GetMapping("/console/login")
    String login(HttpServletRequest request, Model model) {
        model.addAttribute("name", application);
        model.addAttribute("version", version);
        model.addAttribute("providers", providers.all());
        model.addAttribute(
                "notice",
                NOTICES.stream()
                        .filter(it -> request.getParameter(it) != null)
                        .findFirst()
                        .orElse(null));
        return "console/login";
    }

    /**
     * A session that goes on.
     *
     * @param token of forms; signing in again changes it, so that a form that was filled in before can still be sent
     * @param left after how many seconds the session ends in any case; null if it does not
     */
    record Kept(String token, @Nullable Long left) {}

    /** Keeps the session. */
    @ResponseBody
    @GetMapping(path = "/console/session", produces = MediaType.APPLICATION_JSON_VALUE)
    Kept keep(@RequestAttribute("_csrf") CsrfToken token, HttpServletRequest request) {
        BrowserSession session = BrowserSession.of(request);
        return new Kept(token.getToken(), session == null ? null : session.left());
    }
}
