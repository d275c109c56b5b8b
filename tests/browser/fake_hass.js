/**
 * A `hass` object with one pad and one person, for what a real Home Assistant cannot be brought to say quickly.
 *
 * `fake.put(key, state, attributes)` changes an entity, `fake.calls` lists the actions, `fake.add(type, config)` shows
 * a card. `fake.skewMs` is how far the server's clock is ahead of the browser's.
 */
(() => {
  customElements.define("ha-card", class extends HTMLElement {});

  const calls = [];
  const answers = {};
  const listeners = {};
  const cards = [];
  const entities = {};
  const devices = {
    pad: { id: "pad", name: "Sofa pad", via_device_id: "plug" },
    plug: { id: "plug", name: "Plug" },
    person: { id: "person", name: "Ada" },
  };
  let states = {};

  const fake = {
    calls,
    answers,
    cards,
    skewMs: 0,
    now: () => Date.now() + fake.skewMs,
    iso: (inSeconds) => new Date(fake.now() + inSeconds * 1000).toISOString(),
  };

  const define = (device, key, entityId) => {
    const [domain, translation_key] = key.split(".");
    entities[entityId ?? `${domain}.${device}_${translation_key}`] = {
      entity_id: entityId ?? `${domain}.${device}_${translation_key}`,
      device_id: device,
      platform: device === "plug" ? "simulated" : "heating_pad",
      translation_key,
    };
  };
  for (const key of [
    "climate.climate timer.session select.level select.used_by sensor.phase sensor.waiting_for sensor.blocked_by",
    "sensor.stop_reason sensor.pad_temperature sensor.ends_at sensor.ready_at sensor.heated_today",
    "sensor.sessions_today sensor.auto_off binary_sensor.fault number.session_minutes number.ramp_minutes",
    "button.stop button.extend button.resume button.confirm button.acknowledge_fault event.session",
  ]
    .join(" ")
    .split(" ")) {
    define("pad", key);
  }
  for (const key of "sensor.pain sensor.pain_average sensor.heat_change binary_sensor.see_clinician number.pain_now button.undo_entry sensor.last_entry".split(
    " ",
  )) {
    define("person", key);
  }
  define("plug", "switch.switch", "switch.plug");

  const set = (entityId, state, attributes = {}) => {
    const before = states[entityId];
    const at = fake.iso(0);
    states = {
      ...states,
      [entityId]: {
        entity_id: entityId,
        state,
        attributes,
        last_changed: before?.state === state ? before.last_changed : at,
        last_updated: at,
      },
    };
  };

  const known = Object.fromEntries(
    Object.values(entities).map((entry) => [
      `${entry.device_id} ${entry.entity_id.split(".")[0]}.${entry.translation_key}`,
      entry.entity_id,
    ]),
  );
  fake.entity = (key, device = "pad") => known[`${device} ${key}`];

  const hass = {
    get states() {
      return states;
    },
    entities,
    devices,
    config: { unit_system: { temperature: "°C" }, time_zone: "UTC", state: "RUNNING" },
    locale: { language: "en", number_format: "language", time_format: "24", time_zone: "local" },
    language: "en",
    connected: true,
    themes: { darkMode: false },
    user: { is_admin: true },
    connection: {
      addEventListener: (kind, listener) => (listeners[kind] ??= new Set()).add(listener),
      removeEventListener: (kind, listener) => listeners[kind]?.delete(listener),
    },
    localize: (key, values) => fake.translations?.[key]?.replace(/\{(\w+)\}/g, (_, name) => values?.[name] ?? "?") ?? "",
    loadBackendTranslation: () => Promise.resolve(hass.localize),
    callWS: async (message) => {
      if (message.type === "heating_pad/diary" && !fake.older) {
        const target = { entity_id: message.entity_id };
        return fake.hass.callService("heating_pad", message.action, message.data, target, false, true);
      }
      const answer = answers[message.type];
      if (answer === undefined) {
        throw { code: "unknown_command" };
      }
      return typeof answer === "function" ? answer(message) : answer;
    },
    callService: async (domain, service, data, target, _notify, returnResponse) => {
      calls.push({ action: `${domain}.${service}`, data, target });
      const answer = answers[`${domain}.${service}`];
      if (answer instanceof Error) {
        throw answer;
      }
      return returnResponse ? { response: typeof answer === "function" ? answer(data) : answer } : {};
    },
  };
  fake.hass = hass;
  fake.listening = () => Object.values(listeners).reduce((sum, each) => sum + each.size, 0);
  fake.reconnect = () => [...(listeners.ready ?? [])].forEach((listener) => listener());

  /** Give all cards a new `hass`, as Home Assistant does with every change. */
  fake.push = (changes = {}) => {
    Object.assign(hass, changes);
    const next = Object.create(Object.getPrototypeOf(hass), Object.getOwnPropertyDescriptors(hass));
    const frozen = states;
    Object.defineProperty(next, "states", { value: frozen, configurable: true });
    for (const card of cards) {
      card.hass = next;
    }
    return next;
  };

  /** Change states by key of the pad (or of "person"), all at once. */
  fake.put = (changes, device = "pad") => {
    for (const [key, [state, attributes]] of Object.entries(changes)) {
      const entityId = key.includes(":") ? key.slice(1) : fake.entity(key, device);
      set(entityId, state, attributes ?? states[entityId]?.attributes ?? {});
    }
    fake.push();
  };

  fake.touch = () => {
    set("sensor.elsewhere", String(Math.random()));
    fake.push();
  };

  fake.add = async (type, config = {}) => {
    const tag = type;
    await customElements.whenDefined(tag);
    const card = document.createElement(tag);
    card.setConfig({ type: `custom:${type}`, ...config });
    cards.push(card);
    document.querySelector("main").append(card);
    fake.push();
    await card.updateComplete;
    return card;
  };

  fake.remove = () => {
    for (const card of cards.splice(0)) {
      card.remove();
    }
  };

  /** A pad that has nothing to do. */
  fake.idle = () => {
    fake.put({
      "climate.climate": [
        "off",
        {
          temperature: 37,
          current_temperature: 24.3,
          min_temp: 35,
          max_temp: 41,
          preset_modes: ["none", "low", "medium", "high"],
        },
      ],
      "timer.session": ["idle", { duration: "0:20:00" }],
      "select.level": ["low", {}],
      "select.used_by": ["guest", { options: ["guest"] }],
      "sensor.phase": ["off", { session: null, confirm_start: false }],
      "sensor.waiting_for": ["nothing"],
      "sensor.blocked_by": ["nothing"],
      "sensor.stop_reason": ["unknown"],
      "sensor.ends_at": ["unknown"],
      "sensor.ready_at": ["unknown"],
      "sensor.heated_today": ["0"],
      "sensor.sessions_today": ["0"],
      "sensor.auto_off": ["unverified", { plug_grade: "measured" }],
      "binary_sensor.fault": ["off"],
      "number.session_minutes": ["20", { min: 1, max: 20 }],
      "number.ramp_minutes": ["5", {}],
      "button.stop": ["unknown"],
      "event.session": ["unknown"],
      ":switch.plug": ["off"],
    });
  };

  /** A session that began `ranS` ago and ends in `leftS`, with its history. */
  fake.session = (ranS, leftS, temperature = 36.4) => {
    const seconds = (at) => (fake.now() + at * 1000) / 1000;
    const attributes = { ...states[fake.entity("climate.climate")].attributes };
    const climate = [];
    for (let at = -ranS; at < 0; at += 10) {
      const share = (at + ranS) / ranS;
      climate.push({
        s: "heat",
        a: { ...attributes, current_temperature: 24 + (temperature - 24) * Math.sqrt(share) },
        lu: seconds(at),
      });
    }
    answers["history/history_during_period"] = {
      [fake.entity("sensor.phase")]: [
        { s: "off", a: {}, lu: seconds(-ranS - 600) },
        { s: "ramp", a: {}, lu: seconds(-ranS) },
      ],
      [fake.entity("climate.climate")]: climate,
      "switch.plug": [
        { s: "on", a: {}, lu: seconds(-ranS) },
        { s: "off", a: {}, lu: seconds(-ranS / 2) },
        { s: "on", a: {}, lu: seconds(-ranS / 3) },
      ],
    };
    const duration = Math.round(ranS + leftS);
    const text = `0:${String(Math.floor(duration / 60)).padStart(2, "0")}:${String(duration % 60).padStart(2, "0")}`;
    fake.put({
      "climate.climate": ["heat", { ...attributes, current_temperature: temperature, temperature: 39 }],
      "select.level": ["medium"],
      "sensor.phase": ["ramp", { session: "1", confirm_start: false }],
      "timer.session": ["active", { duration: text, finishes_at: fake.iso(leftS) }],
      "sensor.ends_at": [fake.iso(leftS)],
      ":switch.plug": ["on"],
    });
  };

  /** Add entities of other integrations. */
  fake.furnish = (count) => {
    for (let number = 0; number < count; number++) {
      const entity_id = `${number % 5 ? "sensor" : "switch"}.other_${number}`;
      entities[entity_id] = { entity_id, device_id: `other_${number % 200}`, platform: "other", translation_key: null };
      set(entity_id, String(number));
    }
  };

  /** A diary of two weeks; the same at every call. */
  fake.diary = (sessions = 12) => {
    const at = (days) => fake.iso(-days * 86400);
    const entries = [];
    for (let number = 0; number < sessions; number++) {
      const days = 13.5 - number * (13 / sessions);
      const before = 4 + ((number * 7) % 4);
      entries.push(
        { kind: "pain", id: `b${number}`, at: at(days), score: before, moment: "before", sites: ["lower_back"] },
        {
          kind: "heat",
          id: `h${number}`,
          at: at(days - 0.01),
          ended: at(days - 0.024),
          heated_s: 1200,
          source: "electric",
          pad: "Sofa pad",
        },
        { kind: "pain", id: `a${number}`, at: at(days - 0.03), score: before - 1 - (number % 3), moment: "after" },
      );
      if (number % 3 === 0) {
        entries.push({ kind: "activity", id: `m${number}`, at: at(days - 0.2), activity: "walk", minutes: 30 });
      }
      if (number % 4 === 0) {
        entries.push({ kind: "pain", id: `d${number}`, at: at(days - 0.3), score: 5, moment: "day_average" });
      }
    }
    answers["heating_pad.get_pain_log"] = {
      entries,
      report: {
        average: 4.31,
        after_heat: {
          n: sessions,
          summary: sessions < 5 ? (sessions ? "list" : "nothing") : sessions < 10 ? "median" : "mean",
          changes: Array.from({ length: sessions }, (_, number) => -1 - (number % 3)),
          median: sessions < 5 ? null : -2,
          low: -3,
          high: -1,
          mean: sessions < 10 ? null : -1.9,
          interval: sessions < 10 ? null : [-2.6, -1.2],
          meaningful: Math.floor(sessions / 2),
        },
        without_heat: { n: 6, summary: "median", changes: [], median: -0.5, low: -2, high: 1, meaningful: 1 },
      },
    };
    let noted = 0;
    answers["heating_pad.log_pain"] = () => ({ id: `n${(noted += 1)}`, outcome: "logged" });
    answers["heating_pad.log_activity"] = () => ({ id: "m", outcome: "logged" });
    fake.put(
      {
        "sensor.pain": ["4"],
        "sensor.pain_average": ["4.31"],
        "sensor.heat_change": ["-1.9"],
        "sensor.last_entry": [at(0.2)],
        "binary_sensor.see_clinician": ["off", { rules: [] }],
        "number.pain_now": ["unknown", { min: 0, max: 10, step: 1 }],
        "button.undo_entry": ["unknown"],
      },
      "person",
    );
  };

  answers["manifest/get"] = () => ({ version: window.heatingPadCard.version });
  window.fake = fake;
  fake.idle();
})();
