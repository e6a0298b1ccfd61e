"""What is, by noun."""

from huiyin.lots.models.draw import Draw as Draw
from huiyin.lots.models.draw import DrawEntries as DrawEntries
from huiyin.lots.models.draw import DrawEntry as DrawEntry
from huiyin.lots.models.draw import DrawPanels as DrawPanels
from huiyin.lots.models.draw import Draws as Draws
