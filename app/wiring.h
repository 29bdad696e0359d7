// Every connection between the window and the services, in one readable place.
#pragma once

namespace understudy {

class KeyStore;
class MainWindow;
class RunService;
class Settings;

void wireRuns(MainWindow& window, RunService& runs);
void wireKeys(MainWindow& window, KeyStore& keys);
void wireSettings(MainWindow& window, Settings& settings);

} // namespace understudy
