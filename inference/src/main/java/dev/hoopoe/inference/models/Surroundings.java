package dev.hoopoe.inference.models;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;

/**
 * What of the outside world a store uses.
 *
 * @param http one client for all pulls
 * @param huggingFace the address of Hugging Face
 * @param ollama Ollama's store on this machine
 * @param pip Python's package installer
 * @param space the free space of disks
 */
record Surroundings(
        HttpClient http, URI huggingFace, OllamaStore ollama, Pip pip, DiskSpace space) {
    private static final String HUGGING_FACE = "https://huggingface.co/";

    static Surroundings system() {
        String ollama = System.getenv("OLLAMA_MODELS");
        Path home = Path.of(System.getProperty("user.home"));
        return new Surroundings(
                HttpFetch.newClient(),
                URI.create(HUGGING_FACE),
                new OllamaStore(
                        ollama == null || ollama.isBlank()
                                ? home.resolve(".ollama/models")
                                : Path.of(ollama)),
                Pip.SYSTEM,
                DiskSpace.SYSTEM);
    }
}
