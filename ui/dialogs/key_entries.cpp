#include "ui/dialogs/key_entries.h"

#include "core/plan/provider.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <algorithm>

namespace understudy {

namespace {

bool takesKey(const Chain& chain, const std::string& provider)
{
    for (const Provider& entry : chain.providers) {
        if (entry.name == provider && entry.auth) {
            return *entry.auth != AuthStyle::None;
        }
    }
    const KnownProvider* known = findKnownProvider(provider);
    return known == nullptr || known->auth != AuthStyle::None;
}

void addOnce(std::vector<KeyEntry>& entries, const QString& name, const QString& title)
{
    const bool isKnown = std::any_of(entries.begin(), entries.end(),
                                     [&](const KeyEntry& entry) { return entry.name == name; });
    if (!isKnown) {
        entries.push_back({name, title, KeyState::Missing, {}});
    }
}

} // namespace

std::vector<KeyEntry> keyEntries(const Chain& chain)
{
    std::vector<KeyEntry> entries;
    for (const Step& step : chain.steps) {
        for (const Candidate& candidate : step.candidates) {
            if (!takesKey(chain, candidate.provider)) {
                continue;
            }
            const QString title = providerTitle(candidate.provider);
            if (candidate.key.empty() || candidate.key == candidate.provider) {
                addOnce(entries, toQString(candidate.provider), title);
            } else {
                const QString name = toQString(candidate.key);
                addOnce(entries, name, KeyListModel::tr("%1 (%2)").arg(title, name));
            }
        }
    }
    for (const KnownProvider& known : knownProviders()) {
        if (known.auth != AuthStyle::None) {
            addOnce(entries, toQString(known.name), toQString(known.title));
        }
    }
    return entries;
}

} // namespace understudy
