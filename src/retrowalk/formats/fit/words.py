"""What FIT's numbers for sports, makers and files mean, as fit-tool 0.9.16 has them too."""

from __future__ import annotations

from collections.abc import Mapping

_SPORTS_TEXT = """
generic 0, running 1, cycling 2, transition 3, fitness_equipment 4, swimming 5, basketball 6,
soccer 7, tennis 8, american_football 9, training 10, walking 11, cross_country_skiing 12,
alpine_skiing 13, snowboarding 14, rowing 15, mountaineering 16, hiking 17, multisport 18,
paddling 19, flying 20, e_biking 21, motorcycling 22, boating 23, driving 24, golf 25,
hang_gliding 26, horseback_riding 27, hunting 28, fishing 29, inline_skating 30,
rock_climbing 31, sailing 32, ice_skating 33, sky_diving 34, snowshoeing 35, snowmobiling 36,
stand_up_paddleboarding 37, surfing 38, wakeboarding 39, water_skiing 40, kayaking 41,
rafting 42, windsurfing 43, kitesurfing 44, tactical 45, jumpmaster 46, boxing 47,
floor_climbing 48, baseball 49, diving 53, shooting 56, winter_sport 58, grinding 59, hiit 62,
video_gaming 63, racket 64, wheelchair_push_walk 65, wheelchair_push_run 66, meditation 67,
para_sport 68, disc_golf 69, team_sport 70, cricket 71, rugby 72, hockey 73, lacrosse 74,
volleyball 75, water_tubing 76, wakesurfing 77, water_sport 78, archery 79,
mixed_martial_arts 80, motor_sports 81, snorkeling 82, dance 83, jump_rope 84, pool_apnea 85,
mobility 86, geocaching 87, canoeing 88
"""
_SUB_SPORTS_TEXT = """
generic 0, treadmill 1, street 2, trail 3, track 4, spin 5, indoor_cycling 6, road 7,
mountain 8, downhill 9, recumbent 10, cyclocross 11, hand_cycling 12, track_cycling 13,
indoor_rowing 14, elliptical 15, stair_climbing 16, lap_swimming 17, open_water 18,
flexibility_training 19, strength_training 20, warm_up 21, match 22, exercise 23, challenge 24,
indoor_skiing 25, cardio_training 26, indoor_walking 27, e_bike_fitness 28, bmx 29,
casual_walking 30, speed_walking 31, bike_to_run_transition 32, run_to_bike_transition 33,
swim_to_bike_transition 34, atv 35, motocross 36, backcountry 37, resort 38, rc_drone 39,
wingsuit 40, whitewater 41, skate_skiing 42, yoga 43, pilates 44, indoor_running 45,
gravel_cycling 46, e_bike_mountain 47, commuting 48, mixed_surface 49, navigate 50,
track_me 51, map 52, single_gas_diving 53, multi_gas_diving 54, gauge_diving 55,
apnea_diving 56, apnea_hunting 57, virtual_activity 58, obstacle 59, breathing 62,
ccr_diving 63, sail_race 65, expedition 66, ultra 67, indoor_climbing 68, bouldering 69,
hiit 70, indoor_grinding 71, hunting_with_dogs 72, amrap 73, emom 74, tabata 75, esport 77,
triathlon 78, duathlon 79, brick 80, swim_run 81, adventure_race 82, trucker_workout 83,
pickleball 84, padel 85, indoor_wheelchair_walk 86, indoor_wheelchair_run 87,
indoor_hand_cycling 88, field 90, ice 91, ultimate 92, platform 93, squash 94, badminton 95,
racquetball 96, table_tennis 97, overland 98, trolling_motor 99, fly_canopy 110,
fly_paraglide 111, fly_paramotor 112, fly_pressurized 113, fly_navigate 114, fly_timer 115,
fly_altimeter 116, fly_wx 117, fly_vfr 118, fly_ifr 119, dynamic_apnea 121, enduro 123,
rucking 124, rally 125, pool_triathlon 126, e_bike_enduro 127
"""


def _words(text: str) -> dict[int, str]:
    pairs = (pair.split() for pair in text.replace("\n", " ").split(", "))
    return {int(number): word for word, number in pairs}


SPORTS: Mapping[int, str] = _words(_SPORTS_TEXT)
"""Words by number."""
SUB_SPORTS: Mapping[int, str] = _words(_SUB_SPORTS_TEXT)
"""Words by number; 0 is "generic"."""
ON_FOOT = frozenset({"running", "walking"})
"""Sports whose cycles are strides, two steps each, by the profile."""
MAKERS: Mapping[int, str] = {
    1: "Garmin",
    2: "Garmin",
    16: "Timex",
    23: "Suunto",
    32: "Wahoo",
    40: "Concept2",
    71: "TomTom",
    95: "Stryd",
    107: "Magene",
    115: "iGPSPORT",
    123: "Polar",
    258: "Lezyne",
    260: "Zwift",
    265: "Strava",
    267: "Bryton",
    289: "Hammerhead",
    294: "Coros",
    310: "Decathlon",
    339: "Zepp",
    340: "Peloton",
    348: "Huawei",
}
"""Makers of devices that people walk with; others keep their number."""
FILE_KINDS: Mapping[int, str] = {
    1: "a device's description",
    2: "settings",
    3: "sport settings",
    4: "an activity",
    5: "a planned workout",
    6: "a planned course",
    7: "schedules",
    9: "body weight",
    10: "totals",
    11: "goals",
    14: "blood pressure",
    15: "a day's monitoring",
    20: "an activity's summary",
    28: "a day's monitoring",
    32: "a day's monitoring",
    34: "a segment",
    35: "a list of segments",
}
"""What a FIT file says it is, in words."""
