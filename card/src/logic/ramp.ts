/**
 * The low start, as the integration drives it (engine/ramp.py): low at once, three minutes there, then up no faster
 * than 1.5 °C/min and not at the goal before the ramp time. Temperatures in °C, times in seconds.
 */

export const LOW_HOLD_S = 180;
export const MAX_RISE_C_PER_S = 1.5 / 60;

export interface Ramp {
  fromC: number;
  goalC: number;
  riseFromS: number;
  slope: number;
  notBeforeS: number;
}

export function start(nowS: number, lowC: number, goalC: number, rampS: number): Ramp {
  return rising(Math.min(lowC, goalC), goalC, nowS + LOW_HOLD_S, nowS + rampS);
}

/** Change the goal: down at once, up from the present setpoint. */
export function retarget(ramp: Ramp, nowS: number, goalC: number): Ramp {
  const presentC = setpoint(ramp, nowS);
  if (goalC <= presentC) {
    return { ...ramp, fromC: goalC, goalC, slope: MAX_RISE_C_PER_S };
  }
  return rising(presentC, goalC, Math.max(nowS, ramp.riseFromS), ramp.notBeforeS);
}

export function setpoint(ramp: Ramp, nowS: number): number {
  const risingS = Math.max(nowS - ramp.riseFromS, 0);
  return Math.min(ramp.goalC, ramp.fromC + ramp.slope * risingS);
}

function rising(fromC: number, goalC: number, riseFromS: number, notBeforeS: number): Ramp {
  let slope = MAX_RISE_C_PER_S;
  if (goalC > fromC && notBeforeS > riseFromS) {
    slope = Math.min(slope, (goalC - fromC) / (notBeforeS - riseFromS));
  }
  return { fromC, goalC, riseFromS, slope, notBeforeS };
}
