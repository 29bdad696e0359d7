// A chain file for a compiled chain that was built without one: the same steps and candidates, so
// that a journal of its runs can be read.
#pragma once

#include "core/plan/chain_json.h"
#include "core/plan/compiled_chain.h"

#include <algorithm>
#include <string>

namespace understudy {

inline Chain chainFileOf(const CompiledChain& compiled)
{
    Chain chain;
    chain.name = "test";
    for (const CompiledStep& step : compiled.steps) {
        Step file;
        file.id = compiled.labels[step.first].step;
        file.selection = step.selection;
        for (std::size_t i = step.first; i < std::size_t{step.first} + step.count; ++i) {
            const CandidateLabel& label = compiled.labels[i];
            Candidate candidate;
            candidate.id = label.candidate;
            candidate.provider = label.provider;
            candidate.model = label.model;
            candidate.enabled = compiled.candidates[i].enabled;
            if (label.provider == "text") {
                candidate.params = {{"text", R"("Sorry.")"}};
            } else if (std::ranges::find(chain.providers, label.provider, &Provider::name) ==
                       chain.providers.end()) {
                Provider provider;
                provider.name = label.provider;
                provider.dialect = Dialect::OpenAiChat;
                provider.baseUrl = "http://127.0.0.1:9/v1";
                provider.auth = AuthStyle::None;
                chain.providers.push_back(provider);
            }
            file.candidates.push_back(candidate);
        }
        chain.steps.push_back(file);
    }
    return chain;
}

} // namespace understudy
