// The C program that the engine is measured against and checked by: llama.cpp's own API on the very libraries that
// Hoopoe ships, with the same context parameters. It reads commands from stdin and answers each with one line of JSON.
//
//   peer LIBRARIES MODEL [threads=2] [context=4096] [repack=1] [kv=f16|q8_0] [sequences=8]
//
//   complete N LENGTH\n<LENGTH bytes>   a prompt as text, control tokens read as such; N greedy tokens
//   ids N COUNT id id ...\n              the same for a prompt given as token ids
//   grammar LENGTH\n<LENGTH bytes>      GBNF (root rule "root") for the following prompts; length 0 lifts it
//   forget\n                             drops what is held of earlier prompts
//   pp N\n  tg N\n                       as llama-bench: N prompt tokens, or N single steps, of fixed ids in an empty context
//   steps N COUNT ALL\n                  COUNT calls of N tokens each behind 32 held ones, with logits for each token or the last: what a batch costs
//   quit\n
//
// Like the engine it keeps the last prompt's state and computes only what follows the common beginning.
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ggml-backend.h"
#include "llama.h"

enum { BATCH = 512, OUTPUTS = 32, HELD = 32 };

static const struct llama_vocab * vocab;
static struct llama_context * context;
static struct llama_sampler * grammar;
static llama_token * held;
static int held_count;
static int context_length;

static void die(const char * what) {
    fprintf(stderr, "peer: %s\n", what);
    exit(1);
}

static void quiet(enum ggml_log_level level, const char * text, void * user) {
    (void) user;
    if (level == GGML_LOG_LEVEL_ERROR) {
        fputs(text, stderr);
    }
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t) t.tv_sec * 1000000000 + t.tv_nsec;
}

static void keep(int count) {
    llama_memory_seq_rm(llama_get_memory(context), 0, count, -1);
    held_count = count;
}

static void compute(const llama_token * tokens, int count) {
    for (int at = 0; at < count; at += BATCH) {
        int size = count - at < BATCH ? count - at : BATCH;
        memcpy(held + held_count, tokens + at, size * sizeof *tokens);
        if (llama_decode(context, llama_batch_get_one(held + held_count, size)) != 0) {
            die("llama_decode failed");
        }
        held_count += size;
    }
}

static llama_token likeliest(const float * logits) {
    int count = llama_vocab_n_tokens(vocab);
    llama_token best = 0;
    for (llama_token i = 1; i < count; i++) {
        if (logits[i] > logits[best]) {
            best = i;
        }
    }
    return best;
}

static bool allowed(llama_token token) {
    llama_token_data one = {token, 1.0f, 0.0f};
    llama_token_data_array array = {&one, 1, -1, false};
    llama_sampler_apply(grammar, &array);
    return one.logit > -1e30f;
}

// As llama.cpp's common sampler does: the model's own choice first, the whole vocabulary only if the grammar forbids it.
static llama_token choose(void) {
    const float * logits = llama_get_logits_ith(context, -1);
    llama_token best = likeliest(logits);
    if (!grammar) {
        return best;
    }
    if (!allowed(best)) {
        int count = llama_vocab_n_tokens(vocab);
        llama_token_data * all = malloc(count * sizeof *all);
        for (llama_token i = 0; i < count; i++) {
            all[i] = (llama_token_data){i, logits[i], 0.0f};
        }
        llama_token_data_array array = {all, (size_t) count, -1, false};
        llama_sampler_apply(grammar, &array);
        size_t found = 0;
        for (size_t i = 1; i < array.size; i++) {
            if (array.data[i].logit > array.data[found].logit) {
                found = i;
            }
        }
        best = array.data[found].id;
        free(all);
    }
    if (!llama_vocab_is_eog(vocab, best)) {
        llama_sampler_accept(grammar, best);
    }
    return best;
}

static void print_text(const llama_token * tokens, int count) {
    putchar('"');
    for (int i = 0; i < count; i++) {
        char piece[512];
        int length = llama_token_to_piece(vocab, tokens[i], piece, sizeof piece, 0, false);
        for (int j = 0; j < length; j++) {
            unsigned char c = piece[j];
            if (c == '"' || c == '\\') {
                printf("\\%c", c);
            } else if (c < 0x20) {
                printf("\\u%04x", c);
            } else {
                putchar(c);
            }
        }
    }
    putchar('"');
}

static void complete(const llama_token * prompt, int count, int wanted) {
    if (count < 1 || count + wanted > context_length) {
        die("prompt and answer do not fit into the context");
    }
    if (grammar) {
        llama_sampler_reset(grammar);
    }
    int64_t begun = now();
    int common = 0;
    while (common < held_count && common < count - 1 && held[common] == prompt[common]) {
        common++;
    }
    keep(common);
    compute(prompt + common, count - common);
    int64_t first = 0;
    llama_token * answer = malloc((wanted + 1) * sizeof *answer);
    int length = 0;
    int steps = 0;
    while (length < wanted) {
        llama_token token = choose();
        first = first ? first : now();
        if (llama_vocab_is_eog(vocab, token)) {
            break;
        }
        answer[length++] = token;
        if (length < wanted) {
            compute(&token, 1);
            steps++;
        }
    }
    int64_t done = now();
    printf("{\"promptTokens\":%d,\"cachedTokens\":%d,\"outputTokens\":%d,\"steps\":%d,\"firstNs\":%" PRId64 ",\"totalNs\":%" PRId64
           ",\"ids\":[",
           count, common, length, steps, first - begun, done - begun);
    for (int i = 0; i < length; i++) {
        printf(i ? ",%d" : "%d", answer[i]);
    }
    printf("],\"text\":");
    print_text(answer, length);
    printf("}\n");
    free(answer);
}

static char * read_bytes(int length) {
    char * text = malloc(length + 1);
    if (fread(text, 1, length, stdin) != (size_t) length) {
        die("the input ends within a text");
    }
    text[length] = 0;
    return text;
}

static void complete_text(int wanted, int length) {
    char * text = read_bytes(length);
    llama_token * tokens = malloc((length + 8) * sizeof *tokens);
    int count = llama_tokenize(vocab, text, length, tokens + 1, length + 7, false, true);
    if (count < 0) {
        die("llama_tokenize failed");
    }
    // Templates may write the first token themselves.
    bool add = llama_vocab_get_add_bos(vocab) && (count == 0 || tokens[1] != llama_vocab_bos(vocab));
    tokens[0] = llama_vocab_bos(vocab);
    complete(add ? tokens : tokens + 1, add ? count + 1 : count, wanted);
    free(tokens);
    free(text);
}

static void complete_ids(int wanted, int count) {
    llama_token * tokens = malloc((count + 1) * sizeof *tokens);
    for (int i = 0; i < count; i++) {
        if (scanf("%d", &tokens[i]) != 1) {
            die("the input ends within the ids");
        }
    }
    complete(tokens, count, wanted);
    free(tokens);
}

static void set_grammar(int length) {
    if (grammar) {
        llama_sampler_free(grammar);
        grammar = NULL;
    }
    if (length > 0) {
        char * text = read_bytes(length);
        grammar = llama_sampler_init_grammar(vocab, text, "root");
        free(text);
        if (!grammar) {
            die("llama.cpp refuses the grammar");
        }
    }
    printf("{}\n");
}

static void raw(int count, bool prompt) {
    if (count > context_length) {
        die("more tokens than the context holds");
    }
    keep(0);
    llama_token * tokens = malloc(count * sizeof *tokens);
    for (int i = 0; i < count; i++) {
        tokens[i] = 100 + (i * 7919) % 20000;
    }
    int64_t begun = now();
    for (int i = 0; i < count; i += prompt ? count : 1) {
        compute(tokens + i, prompt ? count : 1);
        llama_synchronize(context);
    }
    printf("{\"tokens\":%d,\"totalNs\":%" PRId64 "}\n", count, now() - begun);
    keep(0);
    free(tokens);
}

static void steps(int size, int count, bool all) {
    if (size < 1 || size > OUTPUTS || HELD + size > context_length) {
        die("steps takes 1 to 32 tokens a call");
    }
    llama_token tokens[HELD];
    for (int i = 0; i < HELD; i++) {
        tokens[i] = 100 + (i * 7919) % 20000;
    }
    keep(0);
    compute(tokens, HELD);
    struct llama_batch batch = llama_batch_init(size, 0, 1);
    int64_t begun = now();
    for (int i = 0; i < count; i++) {
        batch.n_tokens = size;
        for (int j = 0; j < size; j++) {
            batch.token[j] = tokens[(i + j) % HELD];
            batch.pos[j] = HELD + j;
            batch.n_seq_id[j] = 1;
            batch.seq_id[j][0] = 0;
            batch.logits[j] = all || j == size - 1;
        }
        if (llama_decode(context, batch) != 0) {
            die("llama_decode failed");
        }
        llama_synchronize(context);
        llama_memory_seq_rm(llama_get_memory(context), 0, HELD, -1);
    }
    printf("{\"tokens\":%d,\"totalNs\":%" PRId64 "}\n", size * count, now() - begun);
    llama_batch_free(batch);
    keep(0);
}

static bool answer(void) {
    char command[16];
    int a = 0;
    int b = 0;
    int c = 0;
    if (scanf("%15s", command) != 1 || strcmp(command, "quit") == 0) {
        return false;
    }
    if (strcmp(command, "complete") == 0 && scanf("%d %d", &a, &b) == 2) {
        getchar();
        complete_text(a, b);
    } else if (strcmp(command, "ids") == 0 && scanf("%d %d", &a, &b) == 2) {
        complete_ids(a, b);
    } else if (strcmp(command, "grammar") == 0 && scanf("%d", &a) == 1) {
        getchar();
        set_grammar(a);
    } else if (strcmp(command, "forget") == 0) {
        keep(0);
        printf("{}\n");
    } else if (strcmp(command, "pp") == 0 && scanf("%d", &a) == 1) {
        raw(a, true);
    } else if (strcmp(command, "steps") == 0 && scanf("%d %d %d", &a, &b, &c) == 3) {
        steps(a, b, c);
    } else if (strcmp(command, "tg") == 0 && scanf("%d", &a) == 1) {
        raw(a, false);
    } else {
        die("unknown command");
    }
    fflush(stdout);
    return true;
}

static const char * option(int count, char ** arguments, const char * name, const char * otherwise) {
    for (int i = 3; i < count; i++) {
        size_t length = strlen(name);
        if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=') {
            return arguments[i] + length + 1;
        }
    }
    return otherwise;
}

int main(int count, char ** arguments) {
    if (count < 3) {
        die("peer LIBRARIES MODEL [threads=2] [context=4096] [repack=1] [kv=f16|q8_0] [sequences=8]");
    }
    int threads = atoi(option(count, arguments, "threads", "2"));
    context_length = atoi(option(count, arguments, "context", "4096"));
    bool q8 = strcmp(option(count, arguments, "kv", "f16"), "q8_0") == 0;
    llama_log_set(quiet, NULL);
    ggml_backend_load_all_from_path(arguments[1]);

    struct llama_model_params model_params = llama_model_default_params();
    model_params.use_extra_bufts = atoi(option(count, arguments, "repack", "1")) != 0;
    int64_t begun = now();
    struct llama_model * model = llama_model_load_from_file(arguments[2], model_params);
    if (!model) {
        die("cannot load the model");
    }
    vocab = llama_model_get_vocab(model);

    struct llama_context_params params = llama_context_default_params();
    params.n_ctx = context_length;
    params.n_batch = BATCH;
    params.n_ubatch = BATCH;
    params.n_outputs_max = OUTPUTS;
    params.n_threads = threads;
    params.n_threads_batch = threads;
    params.n_seq_max = atoi(option(count, arguments, "sequences", "8"));
    params.kv_unified = true;
    params.type_k = params.type_v = q8 ? GGML_TYPE_Q8_0 : GGML_TYPE_F16;
    if (q8) {
        params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;
    }
    context = llama_init_from_model(model, params);
    if (!context) {
        die("cannot make the context");
    }
    held = malloc(context_length * sizeof *held);
    printf("{\"loadNs\":%" PRId64 ",\"llama\":\"%s\",\"system\":\"%s\"}\n", now() - begun, llama_version(), llama_print_system_info());
    fflush(stdout);
    while (answer()) {
    }
    llama_free(context);
    llama_model_free(model);
    return 0;
}
