package dev.hoopoe.web.chat;

import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.tools.ToolBox;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the page talks to. Whoever made the parts closes them, after the page.
 *
 * @param model its name, for people
 * @param tools all that may be used; the person can switch some of them off
 * @param loops makes a loop over those tools that are on
 * @param sessions where conversations are kept
 * @param approval which changes run unasked; leaks never do
 * @param uploads where dropped files go; empty if there is no place for any
 */
public record ChatBackend(
        String model,
        ToolBox tools,
        Function<ToolBox, AgentLoop> loops,
        SessionStore sessions,
        ApprovalMode approval,
        Optional<Uploads> uploads) {}
