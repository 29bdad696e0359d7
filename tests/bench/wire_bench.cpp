// What reading a stream costs: our parser and chat codec over recorded-shape bytes, beside a plain
// DOM parse of the same chunks' JSON. The last line of the output is the ratio of the medians.
#include "core/wire/codec_registry.h"
#include "core/wire/stream_decoder.h"

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace understudy;

constexpr int kChunks = 5'000;
constexpr std::size_t kReadBytes = 16 * 1024; // what a socket hands on at once

std::string chunkJson(int number)
{
    return R"({"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk",)"
           R"("created":1770933892,"model":"gpt-4.1-nano-2025-04-14","service_tier":"default",)"
           R"("system_fingerprint":"fp_de604ce1d2","choices":[{"index":0,)"
           R"("delta":{"content":" tok)" +
           std::to_string(number) + R"("},"logprobs":null,"finish_reason":null}],"usage":null})";
}

std::vector<std::string> makeChunks()
{
    std::vector<std::string> chunks;
    for (int i = 0; i < kChunks; ++i) {
        chunks.push_back(chunkJson(i));
    }
    return chunks;
}

std::string makeStream(const std::vector<std::string>& chunks)
{
    std::string bytes;
    for (const std::string& chunk : chunks) {
        bytes += "data: " + chunk + "\n\n";
    }
    return bytes + "data: [DONE]\n\n";
}

class TextLength final : public DeltaSink
{
public:
    void onDelta(const StreamDelta& delta, const StreamState&) override
    {
        length += delta.text.size();
    }
    std::size_t length = 0;
};

std::size_t readStream(std::string_view bytes)
{
    StreamDecoder decoder(codecFor(Dialect::OpenAiChat)->makeReader());
    TextLength sink;
    for (std::size_t at = 0; at < bytes.size(); at += kReadBytes) {
        decoder.feed(bytes.substr(at, kReadBytes), sink);
    }
    return sink.length;
}

std::size_t parseDoms(const std::vector<std::string>& chunks)
{
    std::size_t length = 0;
    for (const std::string& chunk : chunks) {
        const nlohmann::json dom = nlohmann::json::parse(chunk, nullptr, false);
        length += dom["choices"][0]["delta"]["content"].get_ref<const std::string&>().size();
    }
    return length;
}

void parserAndChatCodec(benchmark::State& state)
{
    const std::string bytes = makeStream(makeChunks());
    for (auto _ : state) {
        benchmark::DoNotOptimize(readStream(bytes));
    }
    state.SetItemsProcessed(state.iterations() * kChunks);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(parserAndChatCodec)->Unit(benchmark::kMillisecond);

void domParseOfTheSameJson(benchmark::State& state)
{
    const std::vector<std::string> chunks = makeChunks();
    for (auto _ : state) {
        benchmark::DoNotOptimize(parseDoms(chunks));
    }
    state.SetItemsProcessed(state.iterations() * kChunks);
}
BENCHMARK(domParseOfTheSameJson)->Unit(benchmark::kMillisecond);

template<class Work>
double millisecondsOf(Work work)
{
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(work());
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Taken in turns, so that a noisy machine disturbs both alike.
void printRatio()
{
    constexpr int kRounds = 61;
    const std::vector<std::string> chunks = makeChunks();
    const std::string bytes = makeStream(chunks);
    std::vector<double> ours;
    std::vector<double> doms;
    for (int round = 0; round < kRounds; ++round) {
        ours.push_back(millisecondsOf([&] { return readStream(bytes); }));
        doms.push_back(millisecondsOf([&] { return parseDoms(chunks); }));
    }
    std::printf("%d chunks: ours %.2f ms, DOM %.2f ms, %.2f times as fast\n", kChunks, median(ours),
                median(doms), median(doms) / median(ours));
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    printRatio();
    return 0;
}
