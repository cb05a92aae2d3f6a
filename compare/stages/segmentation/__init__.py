"""Documents come apart into sentences, and sentences into claims."""

from compare.stages.segmentation.claims import cuts, divide, spoken, whole
from compare.stages.segmentation.sentences import LONGEST, STAGE, segment

__all__ = ["LONGEST", "STAGE", "cuts", "divide", "segment", "spoken", "whole"]
