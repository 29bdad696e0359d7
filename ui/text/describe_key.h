// What a key's state means, in one sentence.
#pragma once

#include "ui/shell/intents.h"
#include "ui/style/marks.h"

#include <QString>

namespace understudy {

QString keyStateWord(KeyState state);     // "stored in the keychain"
QString keyStateSentence(KeyState state); // with what to do about it
Mark keyStateMark(KeyState state);

} // namespace understudy
