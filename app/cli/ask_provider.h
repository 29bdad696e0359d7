// One question to one provider, with its key where one is to go: what `keys test` and
// `models --refresh` have in common.
#pragma once

#include "app/cli/arguments.h"
#include "app/live/model_asker.h"
#include "app/secrets/key_gatherer.h"

#include <QObject>

#include <string>
#include <variant>

namespace understudy::cli {

struct ProviderAddress
{
    std::string name;
    ModelQuestion question; // without its key
    bool isBuiltInOrigin = false;
};

// The provider's own address, or the one given instead. `keepsKey`: the key goes there too. An exit
// code, with everything said, when there is no such address.
std::variant<ProviderAddress, int> addressToAsk(const std::string& provider, const AskOptions& ask,
                                                bool keepsKey);

class AskProvider final : public QObject
{
    Q_OBJECT

public:
    AskProvider(ProviderAddress address, AskOptions ask, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    void answered(const understudy::ModelAnswer& answer);
    void keyMissing(); // said on standard error

private:
    void onKeysGathered(const GatheredKeys& keys);

    ProviderAddress m_address;
    AskOptions m_ask;
    KeyGatherer m_keys;
    ModelAsker m_asker;
};

} // namespace understudy::cli
