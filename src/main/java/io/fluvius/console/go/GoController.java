package io.fluvius.console.go;

import io.fluvius.console.page.ConsoleAdvice;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.RequestContext;

/** Leads to the page that a text names. If it fits several, all of them are listed. */
@Hidden
@Controller
class GoController {

    private final Destinations destinations;
    private final ConsoleAdvice console;

    GoController(Destinations destinations, ConsoleAdvice console) {
        this.destinations = destinations;
        this.console = console;
    }

    @GetMapping("/console/go")
    String go(@RequestParam(defaultValue = "") String q, HttpServletRequest request, Model model) {
        String wanted = q.strip();
        RequestContext texts = new RequestContext(request);
        List<Destination> found = wanted.isEmpty()
                ? List.of()
                : destinations.find(wanted, console.frame(request), name -> texts.getMessage("console." + name));
        if (found.size() == 1) {
            return "redirect:" + found.getFirst().link();
        }
        model.addAttribute("q", wanted);
        model.addAttribute("found", found);
        return "console/go";
    }
}
