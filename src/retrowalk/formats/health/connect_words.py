"""What Health Connect's numbers for exercises mean, after Android's ExerciseSessionType."""

from __future__ import annotations

_TYPES = """
 badminton baseball basketball biking biking_stationary boot_camp boxing calisthenics cricket
dancing exercise_class fencing football_american football_australian frisbee_disc golf
guided_breathing gymnastics handball high_intensity_interval_training hiking ice_hockey
ice_skating martial_arts paddling paragliding pilates racquetball rock_climbing roller_hockey
rowing rugby running running_treadmill sailing scuba_diving skating skiing snowboarding
snowshoeing soccer softball squash stair_climbing strength_training stretching surfing
swimming_open_water swimming_pool table_tennis tennis volleyball walking water_polo
weightlifting wheelchair yoga other_workout stair_climbing_machine elliptical rowing_machine
"""
SPORTS: tuple[str, ...] = ("", *_TYPES.split())
"""Words by number; 0 is unknown."""
PAUSE = 67
"""The segment that is a pause, of Android's ExerciseSegmentType."""
