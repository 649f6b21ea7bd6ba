package dev.hoopoe.scraping.fetch;

import java.net.http.HttpHeaders;
import java.time.Instant;

/**
 * One answer of one server, not yet decoded.
 *
 * @param status HTTP status code
 * @param headers as they came
 * @param body as it came, compressed or not
 * @param at when the server sent it, or last said that it is still right
 * @param kept whether it was kept from an earlier request
 */
record RawAnswer(int status, HttpHeaders headers, Body body, Instant at, boolean kept) {}
