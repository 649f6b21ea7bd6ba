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
 * @param piecewise how large files are fetched
 */
record Surroundings(
        HttpClient http,
        URI huggingFace,
        OllamaStore ollama,
        Pip pip,
        DiskSpace space,
        PiecewiseFetch piecewise) {
    private static final String HUGGING_FACE = "https://huggingface.co/";

    static Surroundings system() {
        return new Surroundings(
                HttpFetch.newClient(),
                URI.create(HUGGING_FACE),
                OllamaStore.of(System.getenv(), Path.of(System.getProperty("user.home"))),
                Pip.SYSTEM,
                DiskSpace.SYSTEM,
                PiecewiseFetch.STANDARD);
    }
}
